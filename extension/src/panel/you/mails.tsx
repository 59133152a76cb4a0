/** The weekly mail: off until somebody asks for it, with what it would say beside the choice. */
import type { MailPreview, Mails as MailsAsked, MailsPatch } from "vertel-schema";
import { useState } from "preact/hooks";
import { ask } from "../ask";
import { dayName, hourName, ownZone } from "../day-and-hour";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { useAsked } from "../use-asked";
import { mailWord } from "./mail-words";

type Wishes = NonNullable<MailsPatch["digest"]>;

export function Mails() {
  const { toast } = usePanel();
  const { value: mails, put } = useAsked<"mails">({ type: "mails" });
  const [busy, setBusy] = useState(false);
  // nothing, too, from a server of before there were any: browsers report its answer as a server out of reach
  if (mails?.available !== true || !mails.digest.offered) return null;

  const change = async (digest: Wishes): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const reply = await ask<"change_mails">({ type: "change_mails", wishes: { digest } });
    setBusy(false);
    put(reply.ok ? reply.value : { ...mails });
    toast(reply.ok ? undefined : { tone: "bad", about: "mails_failed", text: t(`failure_${reply.failure.kind}`) });
  };

  const { active, personal, refused_at: refused } = mails.digest;
  return (
    <section class="roomy" data-testid="mails">
      <h2>{mailWord("title")}</h2>
      <label class="check">
        <input
          type="checkbox"
          data-testid="mail-active"
          aria-describedby="mail-about"
          aria-disabled={busy}
          checked={active}
          onChange={(event) => void change(event.currentTarget.checked ? { active: true, time_zone: ownZone() } : { active: false })}
        />
        <span>{mailWord("on")}</span>
      </label>
      <p class="quiet small" id="mail-about">{mailWord("about", mails.email)}</p>
      {refused === null || active ? null : <p class="note small" role="status"><Icon name="warning" />{mailWord("refused")}</p>}
      {active ? (
        <>
          <When digest={mails.digest} onChange={(wishes) => void change(wishes)} />
          <label class="check">
            <input
              type="checkbox"
              data-testid="mail-personal"
              aria-describedby="mail-personal-about"
              checked={personal}
              onChange={(event) => void change({ personal: event.currentTarget.checked })}
            />
            <span>{mailWord("personal")}</span>
          </label>
          <p class="quiet small" id="mail-personal-about">{mailWord("personalAbout")}</p>
        </>
      ) : null}
      <Preview />
    </section>
  );
}

const HOURS = Array.from({ length: 15 }, (_, index) => index + 6);

interface WhenProps {
  readonly digest: MailsAsked["digest"];
  readonly onChange: (wishes: Wishes) => void;
}

function When({ digest: { weekday, hour, next_at: next, time_zone: zone }, onChange }: WhenProps) {
  const moment = { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", ...(zone === null ? {} : { timeZone: zone }) } as const;
  return (
    <>
      <label class="field">
        {mailWord("day")}
        <select class="select" data-testid="mail-day" value={weekday} onChange={(event) => { onChange({ weekday: Number(event.currentTarget.value), time_zone: ownZone() }); }}>
          {[0, 1, 2, 3, 4, 5, 6].map((one) => <option key={one} value={one}>{dayName(one)}</option>)}
        </select>
      </label>
      <label class="field">
        {mailWord("hour")}
        <select class="select" data-testid="mail-hour" value={hour} onChange={(event) => { onChange({ hour: Number(event.currentTarget.value), time_zone: ownZone() }); }}>
          {HOURS.map((one) => <option key={one} value={one}>{hourName(one)}</option>)}
        </select>
      </label>
      {next === null ? null : <p class="quiet small" data-testid="mail-next">{mailWord("next", new Intl.DateTimeFormat(t("locale"), moment).format(new Date(next)))}</p>}
    </>
  );
}

/** What the mail would say now, and a way to get it as it will look. */
function Preview() {
  const { toast } = usePanel();
  const [shown, setShown] = useState<MailPreview>();
  const [busy, setBusy] = useState(false);

  const failed = (kind: string): void => { toast({ tone: "bad", about: "mail_failed", text: t(`failure_${kind}` as "failure_offline") }); };
  const look = async (): Promise<void> => {
    if (shown !== undefined) {
      setShown(undefined);
      return;
    }
    setBusy(true);
    const reply = await ask<"preview_mail">({ type: "preview_mail" });
    setBusy(false);
    if (reply.ok) setShown(reply.value);
    else failed(reply.failure.kind);
  };
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const reply = await ask<"test_mail">({ type: "test_mail" });
    setBusy(false);
    if (reply.ok) toast({ tone: "good", about: "mail_sent", text: mailWord("sent") });
    else failed(reply.failure.kind);
  };

  return (
    <>
      <button type="button" class="text-button" data-testid="mail-preview" aria-expanded={shown !== undefined} aria-disabled={busy} onClick={() => void look()}>
        {mailWord(shown === undefined ? "preview" : "hide")}
      </button>
      {shown === undefined ? null : (
        <div class="letter" role="status" data-testid="mail-text">
          <p class="quote" dir="auto">{shown.text === null ? mailWord("nothing") : `${shown.subject ?? ""}\n\n${shown.text}`}</p>
          {shown.text === null ? null : (
            <button type="button" class="button compact" data-testid="mail-test" aria-disabled={busy} onClick={() => void send()}>
              {mailWord("test")}
            </button>
          )}
        </div>
      )}
    </>
  );
}
