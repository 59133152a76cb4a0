/**
 * The table of suggestions. Arrows move through it, Enter opens, `x` chooses; with Shift, from the last one to here; `b`
 * goes to what can be done with those that are chosen.
 */
import { useEffect, useRef } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { plural, t } from "../i18n";
import { useArrowKeys } from "../ui/arrow-keys";
import { useAudienceInWords } from "../ui/audience-choices";
import { dayAt } from "../ui/days";
import { Icon } from "../ui/icons";
import { State } from "../ui/state";
import { shortDay } from "../ui/suggestion-state";
import { SuggestionTitle, useTitleOf } from "../ui/suggestion-title";
import { Thumbnail } from "../ui/thumbnail";
import { CaptionUse } from "./caption-use";
import { Duplicate } from "./duplicate-button";

interface Choosing {
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string, isRange: boolean) => void;
}

interface Props extends Choosing {
  readonly items: readonly Suggestion[];
  readonly zone: string;
  readonly onToggleAll: () => void;
  /** None is to be chosen any more. */
  readonly onEscape: () => void;
  /** The focus is to go to what can be done with them. */
  readonly onBulk: () => void;
}

export function Rows({ items, zone, chosen, onToggle, onToggleAll, onEscape, onBulk }: Props) {
  const table = useRef<HTMLTableElement>(null);
  useArrowKeys(table, ".row-link", "tr");
  const meantFor = useAudienceInWords();
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("tr")?.dataset.id : undefined;
    if (event.key.toLowerCase() === "x" && id !== undefined) onToggle(id, event.shiftKey);
    else if (event.key === "Escape" && chosen.size > 0) onEscape();
    else if (event.key.toLowerCase() === "b" && chosen.size > 0) onBulk();
  };
  return (
    <table ref={table} class="table listing" aria-label={t("place.suggestions")} onKeyDown={onKey}>
      <thead>
        <tr>
          <th>
            <Choose label={t("suggestions.chooseAll")} isChosen={items.every(({ id }) => chosen.has(id))} testid="choose-all" onChoose={onToggleAll} />
          </th>
          <th>{t("suggestions.title")}</th>
          <th>{t("suggestions.kind")}</th>
          <th>{t("suggestions.state")}</th>
          <th>{t("suggestions.audience")}</th>
          <th>{t("suggestions.changed")}</th>
          <th><span class="hidden">{t("suggestions.more")}</span></th>
        </tr>
      </thead>
      <tbody>
        {items.map((suggestion) => (
          <Row key={suggestion.id} suggestion={suggestion} meant={meantFor(suggestion.audience)} zone={zone} chosen={chosen} onToggle={onToggle} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Choosing {
  readonly suggestion: Suggestion;
  /** Its audience, in words. */
  readonly meant: string;
  readonly zone: string;
}

function Row({ suggestion, meant, zone, chosen, onToggle }: RowProps) {
  const titleOf = useTitleOf();
  const { id, kind, updated_at: changed } = suggestion;
  const isChosen = chosen.has(id);
  const day = shortDay(dayAt(changed, zone), zone, Date.now());
  return (
    <tr data-id={id} data-testid="suggestion" class={isChosen ? "is-chosen" : undefined}>
      <td class="choose">
        <Choose label={t("suggestions.choose", titleOf(suggestion))} isChosen={isChosen} testid="choose" onChoose={(isRange) => { onToggle(id, isRange); }} />
      </td>
      <td class="named">
        <div class="named-inside">
          <Thumbnail of={suggestion} />
          <Name suggestion={suggestion} />
        </div>
      </td>
      <td class="kind quiet">{t(`kind_${kind}`)}</td>
      <td class="stands"><State of={suggestion} zone={zone} /></td>
      <td class="for quiet" dir="auto" title={meant}>{meant}</td>
      <td class="when quiet">{day}</td>
      <td class="does">
        <div>
          <CaptionUse suggestion={suggestion} />
          <Duplicate suggestion={suggestion} />
        </div>
      </td>
    </tr>
  );
}

/** The suggestion that was opened from the list last: coming back, one is where one was. */
let opened: string | undefined;

function Name({ suggestion }: { readonly suggestion: Suggestion }) {
  const link = useRef<HTMLAnchorElement>(null);
  const { id, warnings, feed } = suggestion;
  useEffect(() => {
    if (opened !== id) return;
    opened = undefined;
    if (document.activeElement?.matches("body, h1") ?? true) link.current?.focus();
  }, []);
  return (
    <span class="name">
      <a ref={link} class="plain row-link" href={`/console/suggestions/${id}`} aria-keyshortcuts="x" onClick={() => { opened = id; }}>
        <SuggestionTitle of={suggestion} />
      </a>
      {feed ? <span class="small quiet from-feed" dir="auto">{t("suggestions.fromFeed", feed)}</span> : null}
      {warnings.length === 0 ? null : <Warnings of={suggestion} />}
    </span>
  );
}

function Warnings({ of: { warnings } }: { readonly of: Suggestion }) {
  const all = warnings.map(({ message }) => message).join("\n");
  return (
    <span class="warned" title={all}>
      <Icon name="warning" />
      <span class="hidden">{plural("suggestions.warnings", warnings.length)}</span>
      <span aria-hidden="true">{warnings.length}</span>
    </span>
  );
}

interface ChooseProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly testid: string;
  readonly onChoose: (isRange: boolean) => void;
}

function Choose({ label, isChosen, testid, onChoose }: ChooseProps) {
  return (
    <label class="choice">
      <span class="hidden">{label}</span>
      <input type="checkbox" data-testid={testid} checked={isChosen} onClick={(event) => { onChoose(event.shiftKey); }} />
    </label>
  );
}
