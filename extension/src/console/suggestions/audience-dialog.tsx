/** For whom several suggestions are meant from now on. Nothing marked is everyone. */
import { useState } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { languageName, t } from "../i18n";
import { useAudienceChoices, useAudienceInWords, useTeamName } from "../ui/audience-choices";
import { Dialog } from "../ui/dialog";

type Audience = Suggestion["audience"];
type Side = keyof Audience;

interface Props {
  readonly chosen: readonly Suggestion[];
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

export function AudienceDialog({ chosen, onChoose, onClose }: Props) {
  const choices = useAudienceChoices();
  const [teamName, meantFor] = [useTeamName(), useAudienceInWords()];
  const [audience, setAudience] = useState(commonOf(chosen));
  // what there is to choose, and what is chosen already, although it may be there no more
  const namesOf = (side: Side, names: readonly string[] = []): string[] => sorted([...names, ...chosen.flatMap((one) => one.audience[side])]);
  const toggle = (side: Side, name: string): void => {
    const has = audience[side].includes(name);
    setAudience({ ...audience, [side]: has ? audience[side].filter((one) => one !== name) : [...audience[side], name] });
  };
  const save = (event: Event): void => {
    event.preventDefault();
    onChoose(audience);
  };
  return (
    <Dialog title={t("suggestions.do_audience")} testid="audience" onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <Names side="teams" names={namesOf("teams", choices?.teams.map(({ slug }) => slug))} audience={audience} nameOf={teamName} onToggle={toggle} />
        <Names side="locations" names={namesOf("locations", choices?.locations)} audience={audience} onToggle={toggle} />
        <Names side="languages" names={namesOf("languages", choices?.languages)} audience={audience} nameOf={languageName} onToggle={toggle} />
        <p role="status">{t("suggestions.meantFor", meantFor(audience))}</p>
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
