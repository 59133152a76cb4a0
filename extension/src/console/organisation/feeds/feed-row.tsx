/** One feed: how it stands with it, what its last answer was made into, and what can be done with it. */
import type { Feed } from "vertel-schema";
import { useState } from "preact/hooks";
import { Confirm } from "../../../panel/ui/confirm";
import { api } from "../../api";
import { useConsole } from "../../context";
import { plural, t } from "../../i18n";
import { Problem } from "../../ui/problem";
import { useAction } from "../../ui/use-action";
import { useUndo } from "../../ui/use-undo";
import { whenExactly } from "../../ui/when";

interface Props {
  readonly of: Feed;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}

const LOOK = { fine: "state good", new: "state", failing: "state bad", paused: "state" } as const;

export function FeedRow({ of, onEdit, onChanged }: Props) {
  const { toast } = useConsole();
  const undoBy = useUndo();
  const [isAsking, setAsking] = useState(false);
  const look = useAction(async () => {
    await api.feeds.look(of.id);
    toast({ tone: "good", about: "feed", text: t("feeds.lookedSoon") });
    onChanged();
  });
  const turn = useAction(async (active: boolean) => {
    await api.feeds.change(of.id, { active });
    onChanged();
    const undo = undoBy(() => void turn.run(!active));
    toast({ tone: "good", about: "feed", text: t(active ? "feeds.isOn" : "feeds.isPaused", of.name), action: undo });
  });
  const remove = useAction(async () => {
    await api.feeds.remove(of.id);
    setAsking(false);
    onChanged();
  });
  return (
    <li class="card stack" data-testid="feed-row">
      <div>
        <strong dir="auto">{of.name}</strong> <span class={LOOK[of.state]}>{t(`feeds.state_${of.state}`)}</span>
        <p class="small quiet"><span class="address">{of.url}</span></p>
        <p class="small quiet">{t(`kind_${of.kind}`)} · {t("feeds.caps", of.drafts_per_day, of.drafts_at_once, of.days_alive)}</p>
        {of.failure === null ? null : <p class="small danger" data-testid="feed-failure">{of.failure}</p>}
        <Looks of={of} />
        {of.outcome === null ? null : <Outcome of={of.outcome} />}
      </div>
      <div class="actions">
        <a class="button compact" data-testid="feed-drafts" href={`/console/suggestions?feed=${of.id}&state=draft`}>{plural("feeds.drafts", of.drafts)}</a>
        {of.active ? <button type="button" class="button compact" data-testid="feed-look" aria-disabled={look.isBusy} onClick={() => void look.run()}>{t("feeds.look")}</button> : null}
        <button type="button" class="button compact" onClick={onEdit}>{t("feeds.change")}</button>
        <button type="button" class="button compact" data-testid="feed-turn" aria-disabled={turn.isBusy} onClick={() => void turn.run(!of.active)}>{t(of.active ? "feeds.pause" : "feeds.goOn")}</button>
        <button type="button" class="text-button danger" data-testid="feed-remove" onClick={() => { setAsking(true); }}>{t("organisation.remove")}</button>
      </div>
      {isAsking ? (
        <Confirm
          question={t("feeds.askRemove", of.name)}
          yes={t("organisation.remove")}
          no={t("cancel")}
          busy={remove.isBusy}
          testid="feed-ask"
          onYes={() => void remove.run()}
          onNo={() => { setAsking(false); }}
        />
      ) : null}
      <Problem failure={look.failure ?? turn.failure ?? remove.failure} testid="feed-failed" />
    </li>
  );
}

function Looks({ of }: { readonly of: Feed }) {
  const said = [
    of.answered_at === null ? t("feeds.neverAnswered") : t("feeds.answered", whenExactly(of.answered_at)),
    ...(of.next_look_at === null ? [] : [t("feeds.nextLook", whenExactly(of.next_look_at))]),
  ];
  return <p class="small quiet">{said.join(" ")}</p>;
}

const COUNTS = ["drafted", "changed", "ended", "lapsed", "waiting", "left_out"] as const;

function Outcome({ of }: { readonly of: NonNullable<Feed["outcome"]> }) {
  const counts = COUNTS.filter((name) => of[name] > 0).map((name) => plural(`feeds.${name}`, of[name]));
  return (
    <>
      <p class="small quiet" data-testid="feed-outcome">{[plural("feeds.items", of.items), ...counts].join(" · ")}</p>
      {of.whole ? null : <p class="small quiet">{t("feeds.notWhole")}</p>}
      {of.reasons.length === 0 ? null : (
        <details class="small">
          <summary>{t("feeds.why")}</summary>
          <ul>{of.reasons.map(({ title, message }, index) => <li key={index}><span dir="auto">{title}</span>: {message}</li>)}</ul>
        </details>
      )}
    </>
  );
}
