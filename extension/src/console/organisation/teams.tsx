/** The teams that suggestions can be meant for: rename, put two together, remove an empty one. */
import type { SizedTeam } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useConsole } from "../context";
import { number, t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { FormDialog } from "../ui/form-dialog";
import { faultAt } from "../ui/faults";
import { Show } from "../ui/loaded";
import { Select } from "../ui/select";
import { TextField } from "../ui/text-field";
import { useAction } from "../ui/use-action";
import { useLoaded } from "../ui/use-loaded";
import { loadTeams } from "./use-teams";

interface Open {
  readonly is: "rename" | "merge" | "remove";
  readonly team: SizedTeam;
}

export function Teams() {
  const teams = useLoaded("teams", loadTeams);
  const [open, setOpen] = useState<Open>();
  const close = (): void => { setOpen(undefined); };
  return (
    <section aria-label={t("organisation.teams")}>
      <p class="quiet lead-line">{t("organisation.teamsText")}</p>
      <Show of={teams}>
        {(all) => all.length === 0 ? <EmptyState icon="people" title={t("organisation.noTeams")} text={t("organisation.noTeamsText")} /> : <TeamsTable teams={all} onOpen={setOpen} />}
      </Show>
      {open === undefined ? null : <Opened open={open} teams={teams.value ?? []} onClose={close} onChanged={() => void teams.reload()} />}
    </section>
  );
}

function TeamsTable({ teams, onOpen }: { readonly teams: readonly SizedTeam[]; readonly onOpen: (open: Open) => void }) {
  return (
    <table class="table stacked" data-testid="teams">
      <thead>
        <tr>
          <th scope="col">{t("organisation.team")}</th>
          <th scope="col">{t("organisation.slug")}</th>
          <th scope="col" class="figure">{t("organisation.teamPeople")}</th>
          <th scope="col"><span class="hidden">{t("organisation.do")}</span></th>
        </tr>
      </thead>
      <tbody>
        {teams.map((team) => (
          <tr key={team.id}>
            <td><strong>{team.name}</strong></td>
            <td data-label={t("organisation.slug")}><code>{team.slug}</code></td>
            <td class="figure" data-label={t("organisation.teamPeople")}>{number(team.people)}</td>
            <td>
              <div class="actions">
                <button type="button" class="text-button" onClick={() => { onOpen({ is: "rename", team }); }}>{t("organisation.rename")}</button>
                <button type="button" class="text-button" onClick={() => { onOpen({ is: "merge", team }); }}>{t("organisation.merge")}</button>
                {team.people > 0 ? null : <button type="button" class="text-button danger" onClick={() => { onOpen({ is: "remove", team }); }}>{t("organisation.remove")}</button>}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface OpenedProps {
  readonly open: Open;
  readonly teams: readonly SizedTeam[];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function Opened({ open: { is, team }, teams, onClose, onChanged }: OpenedProps) {
  const { toast } = useConsole();
  const [name, setName] = useState(team.name);
  const others = teams.filter(({ id }) => id !== team.id);
  const [into, setInto] = useState(others[0]?.id ?? "");
  const action = useAction(async () => {
    if (is === "rename") await api.teams.rename(team.id, { name: name.trim() });
    else if (is === "merge") await api.teams.merge(team.id, { into: others.find(({ id }) => id === into)?.slug ?? "" });
    else await api.teams.remove(team.id);
    toast({ tone: "good", about: "team", text: t(`organisation.teamDone_${is}`, team.name) });
    onChanged();
  });
  const title = t(`organisation.teamTitle_${is}`, team.name);
  return (
    <FormDialog title={title} testid="team" submit={t(`organisation.${is}`)} action={action} shown={["/name"]} isDangerous={is !== "rename"} onClose={onClose}>
      {is === "rename" ? <TextField label={t("organisation.name")} value={name} testid="team-name" maxLength={100} fault={faultAt(action.failure, "/name")} onValue={setName} /> : null}
      {is === "merge" ? (
        <>
          <p>{t("organisation.mergeText")}</p>
          <Select label={t("organisation.mergeInto")} testid="team-into" value={into} options={others.map((other) => ({ value: other.id, label: other.name }))} onChoose={setInto} />
        </>
      ) : null}
      {is === "remove" ? <p>{t("organisation.removeText")}</p> : null}
    </FormDialog>
  );
}
