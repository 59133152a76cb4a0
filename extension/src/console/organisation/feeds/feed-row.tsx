/** One feed: how it stands with it, what its last answer was made into, and what can be done with it. */
import type { Feed } from "vertel-schema";
import { useState } from "preact/hooks";
import { Confirm } from "../../../panel/ui/confirm";
import { api } from "../../api";
import { useConsole } from "../../context";
import { plural, t } from "../../i18n";
import { Problem } from "../../ui/problem";
import { useTimeZone } from "../../ui/time-zone";
import { useAction } from "../../ui/use-action";
import { useUndo } from "../../ui/use-undo";
import { whenExactly } from "../../ui/when";

interface Props {
  readonly of: Feed;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}

type Outcome = NonNullable<Feed["outcome"]>;

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
        <strong dir="auto">{of.name}</strong> <span class="quiet">{t(`kind_${of.kind}`)}</span>{" "}
        <span class={LOOK[of.state]}>{t(`feeds.state_${of.state}`)}</span>
        <p class="small quiet"><span class="address">{of.url}</span></p>
        {of.failure === null ? null : <p class="small danger" data-testid="feed-failure">{of.failure}</p>}
        <Standing of={of} />
        {of.outcome === null || of.outcome.reasons.length === 0 ? null : <LeftOut of={of.outcome} />}
      </div>
      <div class="actions">
        {of.drafts === 0 ? null : <a class="button compact" data-testid="feed-drafts" href={`/console/suggestions?feed=${of.id}&state=draft`}>{plural("feeds.drafts", of.drafts)}</a>}
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

/** When it answered last, what was made of that, and what comes. */
function Standing({ of }: { readonly of: Feed }) {
  const zone = useTimeZone();
  return (
    <dl class="small standing">
      <div>
        <dt class="quiet">{t("feeds.answered")}</dt>
        <dd>{of.answered_at === null ? t("feeds.neverAnswered") : <time dateTime={of.answered_at}>{whenExactly(of.answered_at, zone)}</time>}</dd>
      </div>
      {of.outcome === null ? null : <div><dt class="quiet">{t("feeds.outcome")}</dt><dd data-testid="feed-outcome">{countsOf(of.outcome)}</dd></div>}
      {of.next_look_at === null ? null : <div><dt class="quiet">{t("feeds.nextLook")}</dt><dd><time dateTime={of.next_look_at}>{whenExactly(of.next_look_at, zone)}</time></dd></div>}
      <div><dt class="quiet">{t("feeds.limits")}</dt><dd>{t("feeds.caps", of.drafts_per_day, of.drafts_at_once, of.days_alive)}</dd></div>
    </dl>
  );
}

const COUNTS = ["drafted", "changed", "ended", "lapsed", "waiting", "left_out"] as const;

function countsOf(outcome: Outcome): string {
  const counts = COUNTS.filter((name) => outcome[name] > 0).map((name) => plural(`feeds.count_${name}`, outcome[name]));
  const all = [plural("feeds.items", outcome.items), ...counts].join(" · ");
  return outcome.whole ? all : `${all}. ${t("feeds.notWhole")}`;
}

function LeftOut({ of }: { readonly of: Outcome }) {
  return (
    <details class="small">
      <summary>{t("feeds.why")}</summary>
      <ul>{of.reasons.map(({ title, message }, index) => <li key={index}><span dir="auto">{title}</span>: {message}</li>)}</ul>
    </details>
  );
}
