/** What an organisation offers its colleagues. */
import type { Account, Offers } from "./shapes";

export const ALL_OFFERED: Offers = { composerButton: true, personalLinks: true, ideas: true };

/** What is known of it; everything for an account that an older version stored, and for nobody. */
export const offeredTo = (account: Partial<Account> | undefined): Offers => account?.offers ?? ALL_OFFERED;
