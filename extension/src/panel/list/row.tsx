/** One suggestion in the list: what it is, how it begins, why it is here, and until when. */
import type { ComponentChildren } from "preact";
import { withoutLink } from "../../shared/post/link";
import { isLive, type Suggestion } from "../../shared/shapes";
import { day, month, t } from "../i18n";
import { inLanguage, languagesOf, preferred } from "../languages";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { Picture } from "../ui/picture";
import { Title } from "../ui/title";
import { useFocusBack } from "./use-focus-back";
import { whyShown } from "./why";

interface Facts {
  readonly suggestion: Suggestion;
  /** The language the list is filtered by. */
  readonly language?: string | undefined;
  readonly hasDraft?: boolean;
  readonly isNew?: boolean;
  /** When the employee told it last, in milliseconds since 1970. */
  readonly toldAt?: number | undefined;
  /** What the employee wrote, in place of how the suggestion begins and why it was shown. */
  readonly words?: string;
}

interface Props extends Facts {
  readonly onOpen: () => void;
  /** The keys that do something with it, as `aria-keyshortcuts` has them. */
  readonly shortcuts?: string;
  /** What else can be done with it, beside the row. */
  readonly children?: ComponentChildren;
}

const EXCERPT_UNITS = 160;

export function beginning({ captions, prompts }: Suggestion, language: string): string {
  const caption = inLanguage(captions, language)[0];
  return caption === undefined ? (inLanguage(prompts, language)[0]?.question ?? "") : withoutLink(caption.text);
}

/** The name of what opens a suggestion is its title; the rest of the row describes it. */
export const aboutOf = ({ id }: Suggestion): string => `about-${id}`;

const excerpt = (text: string): string => text.replace(/\s+/g, " ").slice(0, EXCERPT_UNITS);

interface OpenProps {
  readonly suggestion: Suggestion;
  readonly shortcuts: string | undefined;
  readonly onOpen: () => void;
}

/** The title, as the button that opens the suggestion: it takes the clicks of the whole row. */
export function TitleButton({ suggestion, shortcuts, onOpen }: OpenProps) {
  const here = useFocusBack(suggestion.id);
  return (
    <button
      ref={here}
      type="button"
      class="row-open"
      dir="auto"
      data-testid="suggestion-item"
      data-id={suggestion.id}
      aria-keyshortcuts={shortcuts}
      aria-describedby={aboutOf(suggestion)}
      onClick={onOpen}
    >
      <Title of={suggestion} />
    </button>
  );
}

export function Row({ onOpen, shortcuts, children, ...facts }: Props) {
  return (
    <li class="row-place">
      <RowText {...facts} title={<TitleButton suggestion={facts.suggestion} shortcuts={shortcuts} onOpen={onOpen} />} />
      {children}
    </li>
  );
}

function RowText({ suggestion, language, hasDraft = false, isNew = false, toldAt, words, title }: Facts & { readonly title: ComponentChildren }) {
  const { account } = usePanel();
  const { kind, image } = suggestion;
  const shown = language ?? preferred(languagesOf(suggestion), account);
  return (
    <div class="row">
      <span class={image === null ? "tile" : "tile pictured"}>
        {image === null ? null : <Picture {...image} alt="" />}
        <Icon name={kind} />
      </span>
      <span class="row-text">
        <strong>{title}</strong>
        <span class="about" id={aboutOf(suggestion)}>
          <span class="excerpt" dir="auto">
            {kind === "vacancy" && words === undefined ? <span class="asks">{t("whoDoYouKnow")} </span> : null}
            <span lang={shown}>{excerpt(words ?? beginning(suggestion, shown))}</span>
          </span>
          <RowFacts suggestion={suggestion} hasDraft={hasDraft} isNew={isNew} toldAt={toldAt} isOwn={words !== undefined} />
        </span>
      </span>
    </div>
  );
}

interface RowFactsProps extends Pick<Facts, "suggestion" | "hasDraft" | "isNew" | "toldAt"> {
  /** What stands above it are the employee's own words. */
  readonly isOwn?: boolean;
}

export function RowFacts({ suggestion, hasDraft = false, isNew = false, toldAt, isOwn = false }: RowFactsProps) {
  const { account } = usePanel();
  const why = isOwn ? undefined : whyShown(suggestion, account);
  const facts = [t(`kind_${suggestion.kind}`), ends(suggestion), why].filter((fact) => fact !== undefined);
  return (
    <span class="meta">
      {isNew ? <span class="mine" data-testid="new">{t("isNew")}</span> : null}
      {hasDraft ? <span class="mine">{t("draft")}</span> : null}
      {toldAt === undefined ? null : <span data-testid="told-when">{toldOn(toldAt)}</span>}
      {facts.map((fact) => <span key={fact}>{fact}</span>)}
    </span>
  );
}

/** "You told this in March"; lately, on which day. */
function toldOn(at: number): string {
  const isLately = Date.now() - at < LATELY_MS;
  return isLately ? t("toldOn", day(new Date(at).toISOString())) : t("toldIn", month(at));
}

const LATELY_MS = 31 * 24 * 60 * 60 * 1000;

/** Until when; a story has no date that anybody would miss, unless it has passed. */
function ends(suggestion: Suggestion): string | undefined {
  const { kind, expires_at: expires } = suggestion;
  if (expires === null) return undefined;
  if (!isLive(suggestion, Date.now())) return t("ended", day(expires));
  return kind === "vacancy" || kind === "event" ? t("until", day(expires)) : undefined;
}
