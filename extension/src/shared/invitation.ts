/** Reads an invitation as somebody pastes it: the mail, the link, or a line from a chat. */
import { addressesIn } from "./post";
import { serverAddress } from "./server-address";

export interface Invitation {
  readonly server?: string;
  readonly code?: string;
}

const LINK_CODE = /#code=([A-Za-z0-9-]{1,100})/;

/** Twelve of the letters and digits that the server makes codes of, which are not mistaken for each other. */
const CODE = /(?<![A-Za-z0-9-])(?:[2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}(?![A-Za-z0-9-])/;

/** A host without `https://` before it; not the second half of an e-mail address. */
const HOST = /(?<![@\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?![@\w-])/gi;

/** Only what is there: an address that is safe to talk to, and a code. */
export function invitationIn(pasted: string): Invitation {
  const server = serverIn(pasted);
  const code = LINK_CODE.exec(pasted)?.[1] ?? CODE.exec(pasted)?.[0];
  return { ...(server === undefined ? {} : { server }), ...(code === undefined ? {} : { code }) };
}

/** The address of the panel's own page counts for more than others that stand around it. */
function serverIn(pasted: string): string | undefined {
  const whole = addressesIn(pasted);
  const ours = whole.filter((address) => URL.parse(address)?.pathname.startsWith("/app"));
  const hosts = whole.length === 0 ? (pasted.match(HOST) ?? []) : [];
  return [...ours, ...whole, ...hosts].map(serverAddress).find((server) => server !== undefined);
}
