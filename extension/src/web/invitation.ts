/**
 * `/app/#code=XXXX-XXXX-XXXX`, as in an invitation, and the same with the console's address. The part after `#` is never sent to a server; it is taken out of
 * the address at once, so that it stays in no bookmark and on no screenshot. The employee still has to press Connect.
 */

const CODE = /^#code=([A-Za-z0-9-]{1,100})$/;

let code: string | undefined;

export function takeInvitation(): void {
  if (!location.hash) return;
  code = CODE.exec(location.hash)?.[1];
  history.replaceState(history.state, "", location.pathname);
}

export const invitation = (): string | undefined => code;
