/**
 * A default Trusted Types policy, as LinkedIn has one: HTML still goes through, but every piece of it is seen.
 * Scripts from text or from elsewhere do not go through at all.
 */
import { replica } from "./record";

interface Policy {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, policy: Policy): unknown;
}

export function installDefaultPolicy(): void {
  const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", {
    createHTML(html) {
      replica.sinks.push(html);
      return html;
    },
    createScriptURL(url) {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`script from elsewhere: ${url}`);
      return url;
    },
  });
}
