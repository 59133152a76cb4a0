/** Search and filters. What is typed goes into the address when the typing pauses. */
import { useEffect, useRef, useState } from "preact/hooks";
import { SearchField } from "../../panel/ui/search-field";
import { useConsole } from "../context";
import { languageName, t } from "../i18n";
import { Select } from "../ui/select";
import { STATES } from "../ui/suggestion-state";
import { useQuery } from "../ui/use-query";
import { FILTERS, KINDS, type Filters } from "./listing";

const PAUSE_MS = 200;

export const NO_FILTERS = Object.fromEntries(FILTERS.map((name) => [name, undefined]));

export function FilterRow({ filters }: { readonly filters: Filters }) {
  const [, change] = useQuery();
  const { organisationLanguages } = useConsole().account;
  const { state = "", kind = "", language = "" } = filters;
  const languages = [...new Set([...organisationLanguages, ...(language === "" ? [] : [language])])];
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <div class="filters">
      <Search q={filters.q ?? ""} />
      <Select
        label={t("suggestions.state")}
        isLabelHidden
        testid="filter-state"
        value={state}
        options={[{ value: "", label: t("suggestions.anyState") }, ...STATES.map((value) => ({ value, label: t(`suggestions.state_${value}`) }))]}
        onChoose={(value) => { change({ state: value, needs: undefined }); }}
      />
      <Select
        label={t("suggestions.kind")}
        isLabelHidden
        testid="filter-kind"
        value={kind}
        options={[{ value: "", label: t("suggestions.anyKind") }, ...KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))]}
        onChoose={(value) => { change({ kind: value }); }}
      />
      {languages.length < 2 ? null : (
        <Select
          label={t("suggestions.language")}
          isLabelHidden
          testid="filter-language"
          value={language}
          options={[{ value: "", label: t("suggestions.anyLanguage") }, ...languages.map((value) => ({ value, label: languageName(value) }))]}
          onChoose={(value) => { change({ language: value }); }}
        />
      )}
      {isFiltered ? (
        <button type="button" class="text-button" data-testid="clear-filters" onClick={() => { change(NO_FILTERS); }}>
          {t("suggestions.clear")}
        </button>
      ) : null}
    </div>
  );
}

function Search({ q }: { readonly q: string }) {
  const [, change] = useQuery();
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  useEffect(() => {
    // somebody went to another view of the list
    if (q !== sent.current) setTyped(q);
    sent.current = q;
  }, [q]);
  useEffect(() => {
    if (typed.trim() === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      change({ q: typed.trim() }, "replace");
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed]);
  return <SearchField value={typed} testid="search" onValue={setTyped} />;
}
