// Makes this browser the booth of a one-time code.

export const CODE_LENGTH = 6;
export const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

// Returns { paired } or { refused }, the latter a code such as wrong_code, too_many_tries or no_answer.
export async function redeem(code) {
  try {
    const answer = await fetch("/pair", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code }),
    });
    const told = await answer.json();
    if (answer.ok) return { paired: { booth: told.booth, token: told.token } };
    return { refused: told.code ?? "no_answer" };
  } catch {
    return { refused: "no_answer" };
  }
}

// The code that a scanned QR carries behind the address.
export function codeOfAddress() {
  const code = decodeURIComponent(location.hash.slice(1)).toUpperCase().replace(/[^0-9A-Z]/g, "");
  return code.length === CODE_LENGTH ? code : "";
}
