"""The booths' server: what is paired is heard, everything else gets one refusal or nothing."""

import asyncio
import json
import logging
import ssl
from typing import Any, cast

import aiohttp
import pytest
from aiohttp import web

from cso_desk.booth.line import BURST, Line, LineEnded
from cso_desk.booth.messages import (
    MAX_MESSAGE_BYTES,
    MAX_SDP_CHARACTERS,
    VERSION,
    Ask,
    Call,
    Hello,
    Lamp,
    Prompt,
    Status,
    Track,
)
from cso_desk.booth.server import MAX_STRANGERS

from .doors import Door, heard, refusal, say, session

SECRET = "a secret or a name"


def status(clock: str) -> Status:
    return Status(lamp=Lamp.HELD, officer_sees=True, officer_hears=False, clock=clock)


async def fetch(door: Door, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    async with session() as http, http.get(door.url + path, headers=headers) as answer:
        return answer.status, await answer.read(), dict(answer.headers)


def test_the_page_and_its_parts_are_served_with_headers_that_keep_it_to_itself(door: Door) -> None:
    first, body, headers = door.run(fetch(door, "/"))
    assert (first, headers["Cache-Control"]) == (200, "no-store")
    assert b"<title>Booth</title>" in body
    part, script, with_tag = door.run(fetch(door, "/parts/main.js"))
    assert (part, script) == (200, b"export const one = 1;")
    assert with_tag["Content-Type"].startswith("text/javascript")
    assert door.run(fetch(door, "/parts/main.js", **{"If-None-Match": with_tag["Etag"]}))[0] == 304
    for told in (headers, with_tag):
        assert "default-src 'none'" in told["Content-Security-Policy"]
        assert "unsafe" not in told["Content-Security-Policy"]
        assert told["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/../secret.html", "/%2e%2e/secret.html", "/notes.txt", "/parts", "/health", "//"])
def test_nothing_else_is_served(door: Door, path: str) -> None:
    assert door.run(fetch(door, path))[0] == 404


def test_a_browser_pairs_says_hello_and_is_heard(door: Door) -> None:
    token = door.pair(3)

    async def visit() -> None:
        async with door.socket() as socket:
            await say(socket, Hello(version=VERSION, page=door.page, token=token, language="jv"))
            assert await heard(socket) == {
                "type": "welcome",
                "booth": 3,
                "branch": "KC Contoh",
                "officer": "Ibu Ratih",
            }
            await say(socket, {"type": "call", "wanted": True, "later": "a field of tomorrow"})
            await asyncio.to_thread(door.news.wait_for, "said", 3, Call(wanted=True))

    door.run(visit())
    door.news.wait_for("gone", 3, "closed")
    assert door.news.told[0] == ("connected", 3, "jv")


@pytest.mark.parametrize("origin", ["", "https://evil.example", "http://127.0.0.1", "null"])
def test_a_forged_origin_gets_nothing(door: Door, origin: str) -> None:
    code = door.pairing.code(1).text

    async def visit() -> int:
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            async with door.socket(origin=origin):
                pass
        return caught.value.status

    assert door.run(visit()) == 403
    assert door.run(door.post(json.dumps({"code": code}), Origin=origin)) == (403, None)
    assert door.pairing.paired == set()


def test_a_wrong_code_is_refused_and_too_many_of_them_for_a_time(door: Door) -> None:
    wrong = json.dumps({"code": "AAA-AAA"})
    answers = [door.run(door.post(wrong)) for _ in range(6)]
    assert answers[0] == (403, {"code": "wrong_code"})
    assert answers[5] == (429, {"code": "too_many_tries"})


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"code": 7}', b'{"code": "' + b"A" * 100 + b'"}', b"A" * 9999])
def test_rubbish_in_place_of_a_code_is_refused(door: Door, content: bytes) -> None:
    assert door.run(door.post(content)) == (400, {"code": "not_understood"})


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ({"type": "hello", "version": VERSION, "token": "forged"}, "not_paired"),
        ({"type": "hello", "version": VERSION - 1, "token": "forged"}, "old_page"),
        ({"type": "call", "wanted": True}, "not_understood"),
        ({"type": "hello"}, "not_understood"),
        ({"type": SECRET}, "not_understood"),
        ([1, 2], "not_understood"),
    ],
)
def test_who_does_not_say_a_proper_hello_is_refused_once(
    door: Door, first: dict[str, object], code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def visit() -> str:
        async with door.socket() as socket:
            await say(socket, first)
            return await refusal(socket)

    with caplog.at_level(logging.INFO):
        assert door.run(visit()) == code
    assert door.news.told == []
    assert SECRET not in caplog.text


@pytest.mark.parametrize("of_before", [{"version": VERSION - 1}, {"version": VERSION, "page": '"kept"'}])
def test_a_page_of_before_is_told_so_even_when_it_is_paired(door: Door, of_before: dict[str, Any]) -> None:
    token = door.pair(1)

    async def visit() -> str:
        async with door.socket() as socket:
            await say(socket, Hello(token=token, **of_before))
            return await refusal(socket)

    assert door.run(visit()) == "old_page"
    assert door.news.told[-1] == ("refused", 1, "old_page")


HUGE_OFFER = json.dumps({"type": "offer", "mids": {}, "sdp": "v=0\r\n" * (MAX_SDP_CHARACTERS // 5 + 1)})


@pytest.mark.parametrize(
    "rubbish", ["", "{", "null", '{"type": "welcome", "booth": 1}', '{"type": "call"}', "[" * 9999, HUGE_OFFER]
)
def test_rubbish_ends_the_line_with_one_refusal_and_others_go_on(door: Door, rubbish: str) -> None:
    first, second = door.pair(1), door.pair(2)

    async def visit() -> None:
        async with door.browser(first) as one, door.browser(second) as two:
            await one.send_str(rubbish)
            assert await refusal(one) == "not_understood"
            await say(two, Call(wanted=True))
            await asyncio.to_thread(door.news.wait_for, "said", 2, Call(wanted=True))

    door.run(visit())
    assert ("gone", 1, "not_understood") in door.news.told


def test_an_enormous_message_ends_the_line(door: Door) -> None:
    token = door.pair(1)

    async def visit() -> None:
        async with door.browser(token) as socket:
            await socket.send_str(" " * (MAX_MESSAGE_BYTES + 1))
            while (await heard(socket))["type"] != "closed":
                pass

    door.run(visit())
    door.news.wait_for("gone", 1, "enormous")


def test_a_line_that_breaks_while_a_ping_is_answered_has_ended_like_any_other(door: Door) -> None:
    class Broken:
        async def receive(self) -> object:
            raise aiohttp.ClientConnectionResetError("Cannot write to closing transport")

    async def hear() -> None:
        async for _ in Line(cast("web.WebSocketResponse", Broken()), caller="nobody").messages():
            pass

    with pytest.raises(LineEnded, match="closed"):
        door.run(hear())


def test_a_flood_of_messages_ends_the_line(door: Door) -> None:
    token = door.pair(1)

    async def visit() -> str:
        async with door.browser(token) as socket:
            for _ in range(int(BURST) * 2):
                await say(socket, Call(wanted=True))
            return await refusal(socket)

    assert door.run(visit()) == "too_many"
    assert len([told for told in door.news.told if told[0] == "said"]) <= BURST + 30


def test_the_newest_of_two_browsers_is_the_booth_and_the_older_is_told(door: Door) -> None:
    token = door.pair(1)

    async def visit() -> None:
        async with door.browser(token) as older, door.browser(token) as newer:
            assert await refusal(older) == "taken"
            await say(newer, Call(wanted=True))
            await asyncio.to_thread(door.news.wait_for, "said", 1, Call(wanted=True))

    door.run(visit())
    door.news.wait_for("gone", 1, "closed")
    assert [told[0::2] for told in door.news.told if told[0] != "said"] == [
        ("connected", "id"),
        ("gone", "taken"),
        ("connected", "id"),
        ("gone", "closed"),
    ]


def test_pairing_another_browser_ends_the_one_before(door: Door) -> None:
    token = door.pair(1)

    async def visit() -> None:
        async with door.browser(token) as older:
            await asyncio.to_thread(door.news.wait_for, "connected", 1, "id")
            code = door.pairing.code(1).text
            assert (await door.post(json.dumps({"code": code})))[0] == 200
            assert await refusal(older) == "not_paired"
        async with door.socket() as again:
            await say(again, Hello(version=VERSION, token=token))
            assert await refusal(again) == "not_paired"

    door.run(visit())


def test_what_tells_how_things_are_is_said_once_and_the_rest_in_order(door: Door) -> None:
    token = door.pair(1)

    async def visit() -> list[object]:
        async with door.browser(token) as socket:
            for size in (1, 2):
                door.server.say(1, status(f"09:0{size}"))
                door.server.say(1, Ask(track=Track.FACE, width=size, height=1, fps=1))
                door.server.say(1, Ask(track=Track.DOCUMENT, width=size, height=1, fps=1))
                door.server.say(1, Prompt(name="wait"))
            told = [await heard(socket) for _ in range(5)]
        return [message.get("clock") or message.get("width") or message["type"] for message in told]

    assert door.run(visit()) == ["prompt", "09:02", 2, 2, "prompt"]


def test_nothing_is_said_to_a_booth_that_is_not_there(door: Door) -> None:
    async def speak() -> None:
        door.server.say(4, status("09:00"))
        door.server.end(4, "taken")

    door.run(speak())
    assert door.news.told == []


def test_a_booth_comes_back_by_itself_after_the_server_was_away(door: Door) -> None:
    token, port = door.pair(1), door.port

    async def visit() -> None:
        async with door.browser(token) as socket:
            stopping = asyncio.ensure_future(door.server.stop())
            assert await refusal(socket) == "stopped"
            await stopping
        with pytest.raises(aiohttp.ClientConnectionError):
            async with door.socket():
                pass

    door.run(visit())
    door.news.wait_for("gone", 1, "stopped")
    door.start(port)

    async def visit_again() -> None:
        async with door.browser(token):
            pass

    door.run(visit_again())
    assert [told[0] for told in door.news.told].count("connected") == 2


def test_only_so_many_may_stand_before_the_door(door: Door) -> None:
    async def visit() -> int:
        crowd = [door.socket() for _ in range(MAX_STRANGERS)]
        for stranger in crowd:
            await stranger.__aenter__()
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            async with door.socket():
                pass
        for stranger in crowd:
            await stranger.__aexit__(None, None, None)
        return caught.value.status

    assert door.run(visit()) == 503


def test_who_does_not_speak_tls_is_not_heard(door: Door) -> None:
    async def visit() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = await reader.read()
        writer.close()
        return answer

    assert b"200" not in door.run(visit())


def test_a_certificate_of_another_desk_is_noticed_by_who_checks_it(door: Door) -> None:
    async def visit() -> None:
        async with aiohttp.ClientSession() as http, http.get(door.url):
            pass

    with pytest.raises(aiohttp.ClientConnectorCertificateError) as caught:
        door.run(visit())
    assert isinstance(caught.value.certificate_error, ssl.SSLCertVerificationError)
