/** For whom it is, and how many that are. An empty side is open; all three have to match. */
import { useState } from "preact/hooks";
import { languageName, number, t } from "../i18n";
import { Icon } from "../ui/icons";
import { useWriting } from "./context";
import type { Form } from "./form";
import { Part } from "./part";
import { useChoices, useReach, type Option, type Side } from "./use-audience";

const SIDES = ["teams", "locations", "languages"] as const satisfies readonly Side[];
const LABELS = { teams: "writing.teams", locations: "writing.locations", languages: "writing.languages" } as const;

const sideOf = ({ audience }: Form, side: Side): readonly string[] => audience?.[side] ?? [];

export function AudiencePart() {
  const choices = useChoices();
  return (
    <Part id="w-audience" title={t("writing.audience")} says={<Reach />}>
      <div class="audience-sides">
        {SIDES.map((side) => <SideField key={side} side={side} options={choices[side]} />)}
      </div>
    </Part>
  );
}

function Reach() {
  const { form } = useWriting();
  const reach = useReach(form.audience);
  if (reach === undefined) return null;
  const words = reach === null ? t("writing.reachFew") : reach === 0 ? t("writing.reachNobody") : t("writing.reach", number(reach));
  return <span data-testid="reach">{words}</span>;
}

interface SideFieldProps {
  readonly side: Side;
  readonly options: readonly Option[];
}

function SideField({ side, options }: SideFieldProps) {
  const { form, session } = useWriting();
  const [typed, setTyped] = useState("");
  const chosen = sideOf(form, side);
  const put = (values: readonly string[]): void => {
    session.edit((now) => ({ ...now, audience: { teams: [], locations: [], languages: [], ...now.audience, [side]: values } }));
  };
  const nameOf = (value: string): string => options.find((option) => option.value === value)?.label ?? (side === "languages" ? languageName(value) : value);
  const add = (text: string): void => {
    const wanted = text.trim().toLocaleLowerCase();
    const found = options.find(({ value, label }) => [value, label].some((one) => one.toLocaleLowerCase() === wanted));
    const value = found?.value ?? text.trim();
    setTyped("");
    if (value !== "" && !chosen.includes(value)) put([...chosen, value]);
  };
  return (
    <div class="audience-side">
      <label for={`w-${side}`}>{t(LABELS[side])}</label>
      {chosen.length === 0 ? <p class="small quiet">{t("writing.everyone")}</p> : (
        <ul class="audience-chosen">
          {chosen.map((value) => (
            <li key={value} class="audience-one">
              <span dir="auto">{nameOf(value)}</span>
              <button type="button" class="icon-button" aria-label={t("writing.leaveOut", nameOf(value))} onClick={() => { put(chosen.filter((one) => one !== value)); }}>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={`w-${side}`}
        class="input"
        list={`w-${side}-options`}
        autoComplete="off"
        placeholder={t("writing.addOne")}
        data-testid={`audience-${side}`}
        value={typed}
        onInput={(event) => {
          const { value } = event.currentTarget;
          // one that is chosen from the list comes whole, at once
          const isChosen = event instanceof InputEvent && event.inputType === "insertReplacementText";
          if (isChosen || !(event instanceof InputEvent)) add(value);
          else setTyped(value);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          add(typed);
        }}
        onBlur={() => { add(typed); }}
      />
      <datalist id={`w-${side}-options`}>
        {options.filter(({ value }) => !chosen.includes(value)).map(({ value, label }) => <option key={value} value={label} />)}
      </datalist>
    </div>
  );
}
