"""Makes a program a desk of the demonstration and lets an officer in, by the calls that everybody else's desk makes."""

from cso_desk.app import App
from cso_desk.claims.tables import Role
from cso_desk.desk.asking import Refused
from cso_desk.desk.client import LineDown

from .embedded_centre import CentreFailed, EmbeddedCentre, new_password

DESK = "Meja 3"
NUMBER, NAME = "000417", "Ratih Kusuma"


def let_in(
    app: App,
    centre: EmbeddedCentre,
    *,
    desk: str = DESK,
    number: str = NUMBER,
    name: str = NAME,
    role: Role = Role.OFFICER,
) -> str:
    """Enrol, choose a password and sign in; returns the password, another one every time. Raises CentreFailed."""
    own = new_password()
    try:
        app.enrol(centre.url, centre.desk_code(desk))
        app.session.change_password(number, centre.officer_password(number, name, role), own)
        app.sign_in(number, own)
    except (LineDown, Refused) as why:
        raise CentreFailed(f"the centre does not let the officer in: {why}") from why
    return own
