/** What an audience can be made of, and how many colleagues it has, as the server counts them: in fives. */
import { useEffect, useState } from "preact/hooks";
import type { AudienceRequest } from "vertel-schema";
import { api } from "../api";
import { useConsole } from "../context";
import { languageName } from "../i18n";
import { useAudienceChoices } from "../ui/audience-choices";

export type Side = keyof AudienceRequest;

export interface Option {
  readonly value: string;
  readonly label: string;
}

const named = (name: string): Option => ({ value: name, label: name });
const asLanguage = (tag: string): Option => ({ value: tag, label: languageName(tag) });

export function useChoices(): Readonly<Record<Side, readonly Option[]>> {
  const { account } = useConsole();
  const value = useAudienceChoices();
  return {
    teams: (value?.teams ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
    locations: (value?.locations ?? []).map(named),
    languages: (value?.languages ?? account.organisationLanguages).map(asLanguage),
  };
}

/** Null for one to four; undefined while it is not known. */
export function useReach(audience: AudienceRequest | null): number | null | undefined {
  const [reach, setReach] = useState<number | null>();
  const asked = JSON.stringify(audience ?? {});
  useEffect(() => {
    let isOver = false;
    const show = (found: number | null | undefined): void => { if (!isOver) setReach(found); };
    api.audience.count(JSON.parse(asked) as AudienceRequest).then((answer) => { show(answer.reach); }, () => { show(undefined); });
    return () => { isOver = true; };
  }, [asked]);
  return reach;
}
