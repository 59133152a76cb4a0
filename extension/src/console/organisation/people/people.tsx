/** Everybody who works here, as HR's systems have it; nothing about who uses Vertel. */
import type { Employee } from "vertel-schema";
import { useState } from "preact/hooks";
import { SearchField } from "../../../panel/ui/search-field";
import { api } from "../../api";
import { t } from "../../i18n";
import { EmptyState } from "../../ui/empty-state";
import { Show } from "../../ui/loaded";
import { More } from "../../ui/more";
import { Select } from "../../ui/select";
import { forget } from "../../ui/use-loaded";
import { usePages } from "../../ui/use-pages";
import { addressOf, useQuery } from "../../ui/use-query";
import { useTeams } from "../use-teams";
import { Import } from "./import";
import { Invite } from "./invite";
import { PeopleTable } from "./people-table";
import { PersonDialog } from "./person-dialog";
import { SignOutEverybody } from "./sign-out-everybody";

type Open = { readonly is: "new" | "invite" | "import" | "sign_out" } | { readonly is: "person"; readonly id: string };

const PAGE_SIZE = 50;
const ACTIVE = { "": undefined, yes: true, no: false } as const;
type ActiveChoice = keyof typeof ACTIVE;

export function People() {
  const [query, change] = useQuery();
  const [open, setOpen] = useState<Open>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { q = "", team = "", active = "" } = query;
  const teams = useTeams();
  const people = usePages(addressOf("people", { q, team, active }), (cursor) =>
    api.employees.browse({ q: q || undefined, team: team || undefined, active: ACTIVE[active as ActiveChoice], limit: PAGE_SIZE, cursor }));
  const changed = (): void => {
    forget("people");
    forget("teams");
    void people.reload();
  };
  const items = people.value?.items ?? [];
  return (
    <section aria-label={t("organisation.people")}>
      <div class="filters">
        <SearchField value={q} testid="search-people" onValue={(value) => { change({ q: value }, "replace"); }} />
        <Select
          label={t("organisation.team")}
          isLabelHidden
          testid="filter-team"
          value={team}
          options={[{ value: "", label: t("organisation.allTeams") }, ...teams.map(({ slug, name }) => ({ value: slug, label: name }))]}
          onChoose={(value) => { change({ team: value }); }}
        />
        <Select<string>
          label={t("organisation.access")}
          isLabelHidden
          testid="filter-active"
          value={active}
          options={[
            { value: "", label: t("organisation.anyAccess") },
            { value: "yes", label: t("organisation.mayUse") },
            { value: "no", label: t("organisation.mayNotUse") },
          ]}
          onChoose={(value) => { change({ active: value }); }}
        />
      </div>
      <div class="actions people-actions">
        <button type="button" class="button primary" data-testid="add-person" onClick={() => { setOpen({ is: "new" }); }}>{t("organisation.addPerson")}</button>
        <button type="button" class="button" data-testid="import-people" onClick={() => { setOpen({ is: "import" }); }}>{t("organisation.importPeople")}</button>
        <button type="button" class="button" data-testid="invite-people" aria-disabled={chosen.size === 0} onClick={() => { if (chosen.size > 0) setOpen({ is: "invite" }); }}>
          {chosen.size === 0 ? t("organisation.inviteChosen") : t("organisation.inviteCount", chosen.size)}
        </button>
        <button type="button" class="text-button" data-testid="sign-out-everybody" onClick={() => { setOpen({ is: "sign_out" }); }}>{t("organisation.signOutEverybody")}</button>
      </div>
      <Show of={people}>
        {({ items: shown }) => shown.length === 0 ? <Nobody isFiltered={q !== "" || team !== "" || active !== ""} /> : (
          <>
            <PeopleTable people={shown} chosen={chosen} onChoose={setChosen} onOpen={(id) => { setOpen({ is: "person", id }); }} />
            <More of={people} />
          </>
        )}
      </Show>
      <Opened open={open} people={items} chosen={chosen} onClose={() => { setOpen(undefined); }} onChanged={changed} onInvited={() => { setChosen(new Set()); }} />
    </section>
  );
}

function Nobody({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) return <EmptyState icon="search" title={t("organisation.nobodyFound")} text={t("organisation.nobodyFoundText")} link={{ label: t("organisation.showAll"), href: "/console/organisation/people" }} />;
  return <EmptyState icon="people" title={t("organisation.nobody")} text={t("organisation.nobodyText")} />;
}

interface OpenedProps {
  readonly open: Open | undefined;
  readonly people: readonly Employee[];
  readonly chosen: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  readonly onInvited: () => void;
}

function Opened({ open, people, chosen, onClose, onChanged, onInvited }: OpenedProps) {
  switch (open?.is) {
    case undefined:
      return null;
    case "new":
      return <PersonDialog id={undefined} onClose={onClose} onChanged={onChanged} />;
    case "person":
      return <PersonDialog id={open.id} onClose={onClose} onChanged={onChanged} />;
    case "invite":
      return <Invite people={people.filter(({ id }) => chosen.has(id))} onClose={onClose} onInvited={onInvited} />;
    case "import":
      return <Import onClose={onClose} onChanged={onChanged} />;
    case "sign_out":
      return <SignOutEverybody onClose={onClose} />;
  }
}
