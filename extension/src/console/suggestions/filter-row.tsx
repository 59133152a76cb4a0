/** Search and filters. What is typed goes into the address when the typing pauses. */
import { useEffect, useRef, useState } from "preact/hooks";
import { SearchField } from "../../panel/ui/search-field";
import { useConsole } from "../context";
import { languageName, t, type Key } from "../i18n";
import { useAudienceChoices } from "../ui/audience-choices";
import { Select } from "../ui/select";
import { STATES } from "../ui/suggestion-state";
import { useQuery } from "../ui/use-query";
import { KINDS, NO_FILTERS, SORTS, type Filters } from "./listing";

const PAUSE_MS = 200;

export function FilterRow({ filters }: { readonly filters: Filters }) {
  const [, change] = useQuery();
  const { organisationLanguages } = useConsole().account;
  const choices = useAudienceChoices();
  return (
    <div class="filters of-listing">
      <Search q={filters.q ?? ""} />
      <Filter name="state" filters={filters} label="suggestions.state" any="suggestions.anyState" options={STATES.map((value) => ({ value, label: t(`suggestions.state_${value}`) }))} />
      <Filter name="kind" filters={filters} label="suggestions.kind" any="suggestions.anyKind" options={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))} />
      <Filter name="team" filters={filters} label="suggestions.team" any="suggestions.anyTeam" options={(choices?.teams ?? []).map(({ slug, name }) => ({ value: slug, label: name }))} />
      <Filter name="location" filters={filters} label="suggestions.location" any="suggestions.anyLocation" options={(choices?.locations ?? []).map(asOption)} />
      <Filter name="language" filters={filters} label="suggestions.language" any="suggestions.anyLanguage" options={organisationLanguages.map((value) => ({ value, label: languageName(value) }))} />
      <Select
        label={t("suggestions.sort")}
        isLabelHidden
        testid="filter-sort"
        value={filters.sort ?? "newest"}
        options={SORTS.map((value) => ({ value, label: t(`suggestions.sort_${value}`) }))}
        onChoose={(value) => { change({ sort: value === "newest" ? undefined : value }); }}
      />
      {Object.keys(filters).length === 0 ? null : (
        <button type="button" class="text-button" data-testid="clear-filters" onClick={() => { change(NO_FILTERS); }}>
          {t("suggestions.clear")}
        </button>
      )}
    </div>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const asOption = (value: string): Option => ({ value, label: value });

interface FilterProps {
  readonly name: "state" | "kind" | "team" | "location" | "language";
  readonly filters: Filters;
  readonly label: Key;
  /** What stands there while nothing is chosen. */
  readonly any: Key;
  readonly options: readonly Option[];
}

/** Not there where there is nothing to choose between. */
function Filter({ name, filters, label, any, options }: FilterProps) {
  const [, change] = useQuery();
  const value = filters[name] ?? "";
  // what the address asks for stands there, also when it is no choice any more
  const all = value === "" || options.some((option) => option.value === value) ? options : [...options, asOption(value)];
  if (all.length < 2 && value === "") return null;
  return (
    <Select
      label={t(label)}
      isLabelHidden
      testid={`filter-${name}`}
      value={value}
      options={[{ value: "", label: t(any) }, ...all]}
      onChoose={(chosen) => { change({ [name]: chosen, ...(name === "state" ? { needs: undefined } : {}) }); }}
    />
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
