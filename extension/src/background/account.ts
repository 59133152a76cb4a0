/** What is kept of the employee who is connected, from what the server says of them. */
import type { Me } from "vertel-schema";
import { ALL_OFFERED } from "../shared/offers";
import type { Account, Offers } from "../shared/shapes";

/** Field by field: browsers do not keep the order of what is stored. */
export function isSame(before: Account, account: Account): boolean {
  const names = Object.keys(account) as (keyof Account)[];
  return names.every((name) => JSON.stringify(before[name]) === JSON.stringify(account[name]));
}

export function asAccount(server: string, person: Me): Account {
  return {
    server,
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    organisation: person.organisation.name,
    mark: person.organisation.mark?.id,
    team: person.team?.name,
    location: person.location ?? undefined,
    languages: person.languages,
    // a server that is older than this says nothing of it
    languagesChosen: person.languages_chosen ?? true,
    organisationLanguages: person.organisation.languages,
    snoozedUntil: person.snoozed_until ?? null,
    counting: person.counting ?? true,
    foldDesktop: person.organisation.fold_desktop,
    foldPhone: person.organisation.fold_phone,
    offers: offersOf(person),
    knowsTips: person.organisation.share_methods?.includes("tip") ?? false,
    guidance: (person.organisation.guidance ?? []).map(({ language, do: good, dont }) => ({ language, do: good, dont })),
    accent: accentOf(person),
    ended: false,
  };
}

/** A server that is older than this says nothing of it, and offers everything. */
function offersOf({ organisation: { offers } }: Me): Offers {
  if (offers === undefined) return ALL_OFFERED;
  return { composerButton: offers.composer_button, personalLinks: offers.personal_links, ideas: offers.ideas };
}

function accentOf({ organisation: { accent } }: Me): Account["accent"] {
  return accent == null ? null : { light: accent.light, dark: accent.dark };
}
