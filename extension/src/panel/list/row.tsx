/** One suggestion in the list: what it is, how it begins, and until when. */
import { withoutLink } from "../../shared/post";
import type { Account, Suggestion } from "../../shared/shapes";
import { day, t } from "../i18n";
import { inLanguage, languagesOf, preferred } from "../languages";
import { Icon } from "../ui/icons";
import { Picture } from "../ui/picture";

interface Props {
  readonly suggestion: Suggestion;
  readonly account: Pick<Account, "languages">;
  /** The language the list is filtered by. */
  readonly language: string | undefined;
  readonly hasDraft: boolean;
  readonly onOpen: () => void;
}

const EXCERPT_UNITS = 160;

function excerpt(suggestion: Suggestion, language: string): string {
  const caption = inLanguage(suggestion.captions, language)[0];
  const text = caption === undefined ? inLanguage(suggestion.prompts, language)[0]?.question : withoutLink(caption.text);
  return (text ?? "").replace(/\s+/g, " ").slice(0, EXCERPT_UNITS);
}

export function Row({ suggestion, account, language, hasDraft, onOpen }: Props) {
  const { kind, title, image, expires_at: expires } = suggestion;
  const shown = language ?? preferred(languagesOf(suggestion), account);
  const closes = expires !== null && (kind === "vacancy" || kind === "event");
  return (
    <li>
      <button type="button" class="row" data-testid="suggestion-item" data-id={suggestion.id} onClick={onOpen}>
        <span class="tile">{image === null ? <Icon name={kind} /> : <Picture id={image.id} alt="" />}</span>
        <span class="row-text">
          <strong dir="auto">{title}</strong>
          <span class="excerpt" lang={shown} dir="auto">
            {excerpt(suggestion, shown)}
          </span>
          <span class="meta">
            {hasDraft ? <span class="mine">{t("draft")}</span> : null}
            <span>
              {t(`kind_${kind}`)}
              {closes ? `, ${t("until", day(expires))}` : ""}
            </span>
          </span>
        </span>
      </button>
    </li>
  );
}
