/** One channel, how it is with it, and what can be done with it. */
import type { Channel, ChannelMessage } from "vertel-schema";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Confirm } from "../../../panel/ui/confirm";
import { api } from "../../api";
import { useConsole } from "../../context";
import { t } from "../../i18n";
import { Problem } from "../../ui/problem";
import { useTimeZone } from "../../ui/time-zone";
import { useAction } from "../../ui/use-action";
import { whenExactly } from "../../ui/when";
import { afterTest } from "./after-test";
import { hourName, weekdayName } from "./weekdays";

interface Props {
  readonly of: Channel;
  readonly onEdit: () => void;
  readonly onPreview: () => void;
  readonly onChanged: () => void;
}

const LOOK = { delivered: "state good", waiting: "state", sending: "state", nothing_new: "state", uncertain: "state bad", given_up: "state bad" } as const;

export function ChannelRow({ of, onEdit, onPreview, onChanged }: Props) {
  const { toast } = useConsole();
  const [isAsking, setIsAsking] = useState(false);
  const test = useAction(async () => {
    const message = await afterTest(of.id, await api.channels.test(of.id));
    const tone = message.state === "given_up" || message.state === "uncertain" ? "bad" : "good";
    toast({ tone, about: "channel", text: t(`channels.tested_${message.state}`) });
    onChanged();
  });
  const turn = useAction(async () => {
    await api.channels.change(of.id, { active: !of.active });
    onChanged();
  });
  const removal = useAction(async () => {
    await api.channels.remove(of.id);
    onChanged();
  });
  return (
    <li class="card stack" data-testid="channel-row">
      <div>
        <strong dir="auto">{of.name}</strong> <span class="quiet">{t(`channels.kind_${of.kind}`)}</span>{" "}
        <span class={of.active ? "state good" : "state"}>{t(of.active ? "channels.on" : "channels.paused")}</span>
        <p class="small quiet">{t("channels.rhythm", weekdayName(of.weekday), hourName(of.hour))}{audienceOf(of)}</p>
        {of.warnings?.map(({ code, message }) => <p key={code} class="small quiet" data-testid="channel-warning">{message}</p>)}
        {of.disabled_reason === null ? null : <p class="small danger">{t("channels.stopped", of.disabled_reason)}</p>}
        <Standing of={of} />
      </div>
      <div class="actions">
        <button type="button" class="button compact" data-testid="channel-preview" onClick={onPreview}>{t("channels.preview")}</button>
        <button type="button" class="button compact" data-testid="channel-test" aria-disabled={test.isBusy} onClick={() => void test.run()}>{t(test.isBusy ? "channels.testing" : "organisation.test")}</button>
        <button type="button" class="button compact" onClick={onEdit}>{t("organisation.change_webhook")}</button>
        <button type="button" class="button compact" data-testid="channel-turn" aria-disabled={turn.isBusy} onClick={() => void turn.run()}>{t(of.active ? "channels.pause" : "channels.goOn")}</button>
        <button type="button" class="text-button danger" onClick={() => { setIsAsking(true); }}>{t("organisation.remove")}</button>
      </div>
      {!isAsking ? null : (
        <Confirm
          question={t("channels.askRemove", of.name)}
          yes={t("organisation.remove")}
          no={t("cancel")}
          busy={removal.isBusy}
          testid="channel-ask"
          onYes={() => void removal.run()}
          onNo={() => { setIsAsking(false); }}
        />
      )}
      <Problem failure={test.failure ?? turn.failure ?? removal.failure} testid="channel-failed" />
    </li>
  );
}

function audienceOf({ team, location }: Channel): string {
  return [team, location].filter((one) => one !== null).map((one) => ` · ${one}`).join("");
}

/** What was sent last, what it was answered, and when it is told next. */
function Standing({ of }: { readonly of: Channel }) {
  const zone = useTimeZone();
  return (
    <dl class="small standing">
      {of.next_at === null ? null : <Line label={t("channels.next")}><time dateTime={of.next_at}>{whenExactly(of.next_at, zone)}</time></Line>}
      {of.last_sent_at === null ? null : <Line label={t("channels.lastSent")}><time dateTime={of.last_sent_at}>{whenExactly(of.last_sent_at, zone)}</time></Line>}
      {of.last_message === null ? null : <Line label={t("channels.lastMessage")}><Outcome of={of.last_message} zone={zone} /></Line>}
      {of.last_test === null ? null : <Line label={t("channels.lastTest")}><Outcome of={of.last_test} zone={zone} /></Line>}
    </dl>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return <div><dt class="quiet">{label}</dt><dd>{children}</dd></div>;
}

function Outcome({ of, zone }: { readonly of: ChannelMessage; readonly zone: string }) {
  const when = of.tried_at ?? of.created_at;
  return (
    <>
      <time dateTime={when}>{whenExactly(when, zone)}</time> <span class={LOOK[of.state]} data-testid={`outcome-of-${of.purpose}`}>{t(`channels.state_${of.state}`)}</span>
      {of.error === null ? null : <> <span class="danger">{of.error}</span> <span class="quiet" dir="auto">{of.excerpt}</span></>}
      {of.next_try_at === null || of.tries === 0 ? null : <> <span class="quiet">{t("organisation.nextTry", whenExactly(of.next_try_at, zone))}</span></>}
    </>
  );
}
