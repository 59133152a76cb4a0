/** Reads the address of a company's Vertel server as a person types it. */

const OWN_COMPUTER = ["localhost", "127.0.0.1"];

/**
 * The origin to talk to: https, or http when it is this computer. Undefined when it is neither, because a code or a
 * token would cross the network in the clear.
 */
export function serverAddress(typed: string): string | undefined {
  const trimmed = typed.trim();
  if (trimmed === "") return undefined;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `${guessScheme(trimmed)}${trimmed}`);
  if (url?.username !== "" || url.password !== "") return undefined;
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && OWN_COMPUTER.includes(url.hostname));
  return isSafe && url.hostname !== "" ? url.origin : undefined;
}

function guessScheme(typed: string): string {
  return OWN_COMPUTER.some((host) => typed === host || typed.startsWith(`${host}:`)) ? "http://" : "https://";
}
