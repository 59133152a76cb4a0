/** Whom a question is for: everyone, or some teams, places and languages; and for how many colleagues that is. */
import type { Audience, AudienceChoices } from "vertel-schema";
import { useState } from "preact/hooks";
import { Choice } from "../../panel/ui/choice";
import { api } from "../api";
import { languageName, plural, t } from "../i18n";
import { isForEveryone } from "../ui/audience";
import { useAudienceChoices } from "../ui/audience-choices";
import { useLoaded } from "../ui/use-loaded";

export const EVERYONE: Audience = { teams: [], locations: [], languages: [] };

interface Props {
  readonly value: Audience;
  readonly onValue: (audience: Audience) => void;
}

export function AudienceField({ value, onValue }: Props) {
  const [isSome, setIsSome] = useState(!isForEveryone(value));
  const choices = useAudienceChoices();
  const choose = (who: "everyone" | "some"): void => {
    setIsSome(who === "some");
    if (who === "everyone") onValue(EVERYONE);
  };
  return (
    <div class="stack">
      <Choice
        name="audience"
        legend={t("questions.who")}
        look="segments"
        testid="audience"
        value={isSome ? "some" : "everyone"}
        options={[{ value: "everyone", label: t("questions.everyone") }, { value: "some", label: t("questions.some") }]}
        onChoose={choose}
      />
      {isSome && choices !== undefined ? <Sides choices={choices} value={value} onValue={onValue} /> : null}
      <Reach audience={value} />
    </div>
  );
}

function Sides({ choices, value, onValue }: Props & { readonly choices: AudienceChoices }) {
  const all = {
    teams: choices.teams.map(({ slug, name }) => ({ word: slug, name })),
    locations: choices.locations.map((name) => ({ word: name, name })),
    languages: choices.languages.map((tag) => ({ word: tag, name: languageName(tag) })),
  };
  return (
    <>
      {(["teams", "locations", "languages"] as const).filter((side) => all[side].length > 0).map((side) => (
        <fieldset key={side} class="asked-side">
          <legend class="label">{t(`questions.side_${side}`)}</legend>
          <div class="asked-names">
            {all[side].map(({ word, name }) => (
              <label key={word} class="chip">
                <input
                  type="checkbox"
                  checked={value[side].includes(word)}
                  onChange={(event) => {
                    const others = value[side].filter((one) => one !== word);
                    onValue({ ...value, [side]: event.currentTarget.checked ? [...others, word] : others });
                  }}
                />
                <bdi>{name}</bdi>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

function Reach({ audience }: { readonly audience: Audience }) {
  const { value } = useLoaded(`audience/reach/${JSON.stringify(audience)}`, () => api.audience.count(audience));
  return <p class="small quiet" role="status" data-testid="reach">{value === undefined ? "\u00a0" : <ReachWords reach={value.reach} />}</p>;
}

/** In fives; among fewer than five, only what is signed may be read. */
export function ReachWords({ reach }: { readonly reach: number | null }) {
  if (reach === 0) return <>{t("questions.reachNobody")}</>;
  return <>{reach === null ? t("questions.reachFew") : plural("questions.reach", reach)}</>;
}
