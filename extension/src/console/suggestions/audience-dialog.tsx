/** For whom several suggestions are meant from now on. Nothing marked is everyone. */
import { useState } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { useConsole } from "../context";
import { languageName, t } from "../i18n";
import { audienceInWords } from "../ui/audience";
import { Dialog } from "../ui/dialog";

type Audience = Suggestion["audience"];
type Side = keyof Audience;

interface Props {
  readonly chosen: readonly Suggestion[];
  readonly known: readonly Suggestion[];
  readonly onChoose: (audience: Audience) => void;
  readonly onClose: () => void;
}

const EVERYONE: Audience = { teams: [], locations: [], languages: [] };

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort((one, other) => one.localeCompare(other, t("locale")));

/** The audience of all of them, when it is the same. */
function commonOf(chosen: readonly Suggestion[]): Audience {
  const [first, ...others] = chosen.map(({ audience }) => audience);
  return first !== undefined && others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : EVERYONE;
}

export function AudienceDialog({ chosen, known, onChoose, onClose }: Props) {
  const { organisationLanguages } = useConsole().account;
  const [audience, setAudience] = useState(commonOf(chosen));
  const all = [...known, ...chosen].map((suggestion) => suggestion.audience);
  const namesOf = (side: Side, more: readonly string[] = []): string[] => sorted([...all.flatMap((one) => one[side]), ...more]);
  const toggle = (side: Side, name: string): void => {
    const has = audience[side].includes(name);
    setAudience({ ...audience, [side]: has ? audience[side].filter((one) => one !== name) : [...audience[side], name] });
  };
  const save = (event: Event): void => {
    event.preventDefault();
    onChoose(audience);
  };
  const sides = { teams: namesOf("teams"), locations: namesOf("locations"), languages: namesOf("languages", organisationLanguages) };
  return (
    <Dialog title={t("suggestions.do_audience")} testid="audience" onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <Names side="teams" names={sides.teams} audience={audience} onToggle={toggle} />
        <Names side="locations" names={sides.locations} audience={audience} onToggle={toggle} />
        <Names side="languages" names={sides.languages} audience={audience} nameOf={languageName} onToggle={toggle} />
        <p role="status">{t("suggestions.meantFor", audienceInWords(audience))}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" class="button primary" data-testid="audience-save">{t("suggestions.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}

interface NamesProps {
  readonly side: Side;
  readonly names: readonly string[];
  readonly audience: Audience;
  readonly nameOf?: (name: string) => string;
  readonly onToggle: (side: Side, name: string) => void;
}

function Names({ side, names, audience, nameOf = (name) => name, onToggle }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <fieldset class="names">
      <legend class="label">{t(`suggestions.side_${side}`)}</legend>
      <div class="chips">
        {names.map((name) => (
          <label key={name} class="chip" dir="auto">
            <input type="checkbox" checked={audience[side].includes(name)} onChange={() => { onToggle(side, name); }} />
            {nameOf(name)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
