"""By which law a claim is judged: that of the day it was filed."""

from datetime import date

from .dates import day_of
from .model import Claim
from .table_files import in_force
from .tables import Law, Rules


def filed_on(claim: Claim) -> date:
    """The day a claim was filed, in Jakarta's time."""
    return day_of(claim.filed_at)


def law_day(claim: Claim, on: date) -> date:
    """The day whose law holds for a claim that is judged on `on`: of filing, and by a clock before that `on` itself."""
    return min(filed_on(claim), on)


def law_of(claim: Claim, on: date, rules: Rules | None = None) -> Law | None:
    """Find the law that a claim is judged by on a day, None before the first; the tables are those in force by default.

    It gives the conditions, the share and the papers. Ages and waiting are counted to `on`, tax by the day of payment.
    """
    return (rules or in_force()).law_on(law_day(claim, on))
