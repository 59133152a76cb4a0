/** What is kept while a browser is being connected, so that it goes on where the connection or the worker broke off. */
import { open, optional, string } from "../shared/guards";
import * as keys from "../shared/keys";
import { fits, type Entry } from "../shared/stored";
import { areTokens, type Tokens } from "./tokens";

/** A one-time code that is being exchanged, and what it was exchanged for, until it is known whose that is. */
export interface Enrolling {
  readonly server: string;
  readonly code: string;
  readonly attempt: string;
  readonly tokens?: Tokens | undefined;
}

/** A device that asks to be connected, and the id of the attempt to collect the answer. */
export interface DeviceAttempt {
  readonly server: string;
  readonly deviceCode: string;
  readonly attempt: string;
}

export const ENROLLING: Entry<Enrolling> = {
  key: keys.ENROLLING,
  parse: fits(open({ server: string, code: string, attempt: string, tokens: optional(areTokens) })),
};

export const isDeviceAttempt = open({ server: string, deviceCode: string, attempt: string });

/** The grant of RFC 8628. */
export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
