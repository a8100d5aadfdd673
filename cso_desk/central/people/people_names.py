"""Names as they are searched: folded, cut into words, and each word into its trigrams. Pure."""

import re

from cso_desk.claims.names import compare, words_of

LONGEST = 200
"""The most characters of a folded name."""

_SHORT = 4  # letters; in a word up to this long a slip changes one letter, in a longer one two
_LEAST_PART = 4  # letters; a shorter part stands inside too many words


def fold(name: str) -> str:
    """A name in capitals with single blanks, without accents, punctuation, titles and degrees; MOH. reads MUHAMMAD."""
    return " ".join(re.sub(r"[\W_]+", " ", " ".join(words_of(name))).split())[:LONGEST].strip()


def grams(word: str) -> tuple[str, ...]:
    """The trigrams of a word that is set between two blanks, each once."""
    padded = f" {word} "
    return tuple(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def letters_apart(typed: str, known: str) -> int | None:
    """By how many letters a known word differs from the typed one; None where it is another word.

    A word that holds the typed part, of at least 4 letters, counts as two letters apart.
    """
    most = 1 if len(typed) <= _SHORT else 2
    if abs(len(typed) - len(known)) <= most and (apart := compare(typed, known).letters) <= most:
        return apart
    return 2 if len(typed) >= _LEAST_PART and typed in known else None


def joined(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The same words with two neighbours written as one: NUR HAYATI, NURHAYATI."""
    return tuple((*words[:at], words[at] + words[at + 1], *words[at + 2 :]) for at in range(len(words) - 1))


def parted(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The same words with one of them written as two, of at least 3 letters each: NURHAYATI, NUR HAYATI."""
    return tuple(
        (*words[:place], word[:at], word[at:], *words[place + 1 :])
        for place, word in enumerate(words)
        for at in range(3, len(word) - 2)
    )


def fewer(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Each choice of all words but one, of three or more: cards are written with fewer names than people have."""
    if len(words) < 3:
        return ()
    return tuple((*words[:place], *words[place + 1 :]) for place in range(len(words)))
