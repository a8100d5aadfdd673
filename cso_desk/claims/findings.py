"""The codes of what the checks find, with the facts that come along; the window has the words."""

from enum import StrEnum


class Finding(StrEnum):
    """What one check found. Facts stand behind the code; days are `date`s, money whole rupiah.

    Eligibility of a partial claim tells `years`, `months` of membership, and where the form tells enough of them while
    the record does not, `told_years`, `told_months`: cards must be merged first. Differences of texts tell `field`.
    A match and an eligibility in which more was found than the one thing that is told say how many `more`.
    """

    # identity card, face
    NOT_SEEN = "not_seen"
    ORIGINAL = "original"
    NOT_ORIGINAL = "not_original"
    FEATURES_OPEN = "features_open"  # questions: tuple of their labels
    FEATURES_UNFIT = "features_unfit"  # questions: tuple of their labels
    FACE_MATCHES = "face_matches"
    FACE_DIFFERS = "face_differs"

    # civil registry
    UNKNOWN = "unknown"
    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"

    # match of the form with the master record
    SAME = "same"
    INCOMPLETE = "incomplete"  # fields: tuple of Field (also of the account, and of an heir)
    NIK_INVALID = "nik_invalid"  # field, reason (of InvalidNik; also of an heir)
    BAD_DATE = "bad_date"  # field, text (also of the eligibility)
    DIFFERS = "differs"  # field, form, master
    LETTERS_DIFFER = "letters_differ"  # field, letters, form, master, form_marks, master_marks (also of the account)
    USUAL_FORM = "usual_form"  # as LETTERS_DIFFER: titles, initials, MOH. for MUHAMMAD (also of the account)
    NIK_BIRTH_DIFFERS = (
        "nik_birth_differs"  # field, form: the birth date (as the record's), master: dd-mm-yy of the NIK
    )
    QUESTIONS_OPEN = "questions_open"  # questions: tuple of their labels
    ANSWERS_UNFIT = "answers_unfit"  # questions: tuple of their labels
    OTHER_CARD = "other_card"  # field, form, master: a KPJ of the same person that is not merged yet

    # eligibility
    NO_CAUSE = "no_cause"  # also of the documents
    NO_CAUSE_DATE = "no_cause_date"
    CAUSE_DATE_AHEAD = "cause_date_ahead"  # day
    STILL_ACTIVE = "still_active"
    WAITING_UNTIL = "waiting_until"  # day: the first on which a claim may be made; days: still to wait
    WAITED = "waited"  # day: the first on which a claim could be made; days: since then
    INACTIVE = "inactive"  # day: since when
    WORKS_ELSEWHERE = "works_elsewhere"
    DISPUTED = "disputed"
    AGE = "age"  # age
    TOO_YOUNG = "too_young"  # age, day: when the age is reached
    NO_WAIT = "no_wait"
    MEMBER_FOR = "member_for"  # years, months
    MEMBER_TOO_SHORT = (
        "member_too_short"  # years, months, day: when ten years are reached; told_years, told_months where enough
    )
    PARTIAL_BEFORE = "partial_before"  # day
    PRIOR_AHEAD = "prior_ahead"  # day
    NO_BALANCE = "no_balance"

    NO_LAW = "no_law"  # day: no table of the law holds on it (also of the documents)
    DATES_APART = "dates_apart"  # day: of leaving, reported: by the employer
    DATES_REVERSED = "dates_reversed"  # day: of leaving, began: the first day of work
    RULE_IN_DOUBT = "rule_in_doubt"  # source: of the rule that is not confirmed
    OTHER_CARDS = "other_cards"  # cards: tuple of KPJ that may hold a balance too
    MIGRANT_RULES = "migrant_rules"
    FOREIGN_TAX = "foreign_tax"
    CLOSER_HEIRS = "closer_heirs"  # closer: tuple of Relation that must not be alive
    RELATION_UNKNOWN = "relation_unknown"  # text

    # duplicates
    NONE = "none"
    FOUND = "found"  # claims: tuple of claim numbers
    SEEN_HERE = "seen_here"  # claims; booths where they sit now; traits: nik, account, picture (told by the desk alone)

    # documents
    COMPLETE = "complete"  # seen, needed
    NOT_ALL_SEEN = "not_all_seen"  # seen, needed, kinds
    UNREADABLE = "unreadable"  # seen, needed, kinds
    MISSING = "missing"  # seen, needed, kinds
    SUBSTITUTE_NEEDED = "substitute_needed"  # seen, needed, kinds, accepted: codes of what may stand in

    # account
    NOT_ASKED = "not_asked"
    OWN_ACTIVE = "own_active"
    HEIR_ACTIVE = "heir_active"  # holder
    NOT_ACTIVE = "not_active"
    HOLDER_DIFFERS = "holder_differs"  # form: the holder, master: the participant
    BAD_NUMBER = "bad_number"  # text
    AMOUNT_NOT_READ = "amount_not_read"
    AMOUNT_NOT_AGREED = "amount_not_agreed"
    UNUSUAL_LENGTH = "unusual_length"  # bank, digits, usual: tuple of numbers of digits
