"""The mailbox: one frame, the newest."""

import threading

import numpy as np

from cso_desk.video.frame import Frame
from cso_desk.video.mailbox import Mailbox

PICTURE = np.zeros((2, 2, 4), np.uint8)


def frame(sequence: int) -> Frame:
    return Frame(PICTURE, float(sequence), sequence, (2, 2))


def test_only_the_newest_frame_waits_and_the_replaced_ones_are_counted() -> None:
    mailbox = Mailbox()
    for sequence in range(5):
        mailbox.put(frame(sequence))
    taken = mailbox.take()
    assert taken is not None
    assert taken.sequence == 4
    assert mailbox.replaced == 4


def test_a_frame_is_taken_once() -> None:
    mailbox = Mailbox()
    assert mailbox.take() is None
    mailbox.put(frame(0))
    assert mailbox.take() is not None
    assert mailbox.take() is None
    mailbox.put(frame(1))
    assert mailbox.replaced == 0


def test_a_shut_mailbox_forgets_what_lay_in_it_and_drops_what_comes() -> None:
    mailbox = Mailbox()
    mailbox.put(frame(0))
    mailbox.shut()
    mailbox.put(frame(1))
    assert mailbox.take() is None
    mailbox.reopen()
    assert mailbox.take() is None
    mailbox.put(frame(2))
    taken = mailbox.take()
    assert taken is not None
    assert taken.sequence == 2
    assert mailbox.replaced == 0


def test_between_two_threads_no_frame_is_lost_uncounted_or_comes_out_of_order() -> None:
    mailbox = Mailbox()
    count = 20_000
    taken: list[int] = []

    def write() -> None:
        for sequence in range(count):
            mailbox.put(frame(sequence))

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive() or not taken or taken[-1] != count - 1:
        newest = mailbox.take()
        if newest is not None:
            taken.append(newest.sequence)
    writer.join()
    assert taken == sorted(set(taken))
    assert len(taken) + mailbox.replaced == count
