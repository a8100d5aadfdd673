// The time of day as the desk's clock has it, so that every time on the page fits the one at its foot.

const MINUTES_A_DAY = 24 * 60;

let ahead = 0; // minutes of the desk's clock before this machine's
let zone = "";

// The desk's clock now, such as "09.42 WIB"; anything else is ignored.
export function setClock(text) {
  const told = /^(\d\d)[.:](\d\d)\s*(.*)$/.exec(text);
  if (told === null) return;
  const now = new Date();
  ahead = Number(told[1]) * 60 + Number(told[2]) - (now.getHours() * 60 + now.getMinutes());
  zone = told[3];
}

export function clock(date) {
  const minutes = (date.getHours() * 60 + date.getMinutes() + ahead + MINUTES_A_DAY) % MINUTES_A_DAY;
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}.${two(minutes % 60)}`;
}

export function clockWithZone(date) {
  return zone === "" ? clock(date) : `${clock(date)} ${zone}`;
}
