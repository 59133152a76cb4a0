/** Kind, language, and what was saved. */
import { KINDS, type Kind, type Library } from "../../shared/shapes";
import { languageName, t } from "../i18n";
import { languagesOf } from "../languages";
import { KeysButton } from "../ui/keys-help";
import type { Filter } from "./use-library";

interface Props {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

interface Known {
  /** All suggestions, as far as they are known. */
  readonly everything: Library | undefined;
}

type ListChoice = Kind | "all" | "saved";

/** What was saved is a choice beside the kinds: one at a time keeps it a single, calm control. */
function withChoice(filter: Filter, choice: ListChoice): Filter {
  const isKind = choice !== "all" && choice !== "saved";
  return { ...filter, kind: isKind ? choice : undefined, marked: choice === "saved" ? "saved" : undefined };
}

/** Only what there is to choose from; with more pages to come that may be everything. */
function kindsIn(everything: Library | undefined): readonly Kind[] {
  if (everything?.nextCursor !== null) return KINDS;
  return KINDS.filter((kind) => everything.items.some((item) => item.kind === kind));
}

/** Quiet lists to choose from, since most people never need them. */
export function Filters({ filter, onFilter, everything }: Props & Known) {
  return (
    <div class="filters">
      <KindFilter filter={filter} onFilter={onFilter} everything={everything} />
      <LanguageFilter filter={filter} onFilter={onFilter} everything={everything} />
      <KeysButton />
    </div>
  );
}

function KindFilter({ filter, onFilter, everything }: Props & Known) {
  return (
    <select
      class="select bare small"
      data-testid="filter-kind"
      aria-label={t("filterKind")}
      value={filter.marked === "saved" ? "saved" : (filter.kind ?? "all")}
      onChange={(event) => { onFilter(withChoice(filter, event.currentTarget.value as ListChoice)); }}
    >
      <option value="all">{t("all")}</option>
      <option value="saved">{t("saved")}</option>
      <hr />
      {kindsIn(everything).map((kind) => (
        <option key={kind} value={kind}>
          {t(`kinds_${kind}`)}
        </option>
      ))}
    </select>
  );
}

/** Nothing where there is only one language. */
function LanguageFilter({ filter, onFilter, everything }: Props & Known) {
  const tags = [...new Set(everything?.items.flatMap(languagesOf) ?? [])].sort();
  if (tags.length < 2) return null;
  return (
    <select
      class="select bare small"
      data-testid="filter-language"
      aria-label={t("filterLanguage")}
      value={filter.language ?? ""}
      onChange={(event) => { onFilter({ ...filter, language: event.currentTarget.value || undefined }); }}
    >
      <option value="">{t("allLanguages")}</option>
      {tags.map((tag) => (
        <option key={tag} value={tag}>
          {languageName(tag)}
        </option>
      ))}
    </select>
  );
}
