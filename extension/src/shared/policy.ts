/**
 * What an organisation may decide for its browsers, by policy. Whatever is wrong in it counts as not said: Firefox does
 * not hold it against the schema, and a typing mistake must not lock anybody out.
 */
import type { Stored } from "./browser";
import { serverAddress } from "./server-address";

export interface Policy {
  /** The address of the organisation's server, so that nobody has to type it. */
  readonly server: string | undefined;
  readonly organisation: string | undefined;
  /** Whether employees may choose the button in LinkedIn's composer. */
  readonly buttonAllowed: boolean;
}

const LONGEST_NAME = 100;

export function readPolicy({ server_address, organisation_name, composer_button_allowed }: Stored): Policy {
  const name = typeof organisation_name === "string" ? organisation_name.trim() : "";
  return {
    server: typeof server_address === "string" ? serverAddress(server_address) : undefined,
    organisation: name !== "" && name.length <= LONGEST_NAME ? name : undefined,
    buttonAllowed: composer_button_allowed !== false,
  };
}
