/** The daily mail with what waits for editors: off until one asks for it, with what it would say beside the choice. */
import type { DailyMail, MailPreview, MailsPatch } from "vertel-schema";
import { useState } from "preact/hooks";
import { hourName, ownZone } from "../../panel/day-and-hour";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { Page } from "../ui/page";
import { Select } from "../ui/select";
import { useAction } from "../ui/use-action";
import { useLoaded } from "../ui/use-loaded";

type Wishes = NonNullable<MailsPatch["waiting"]>;

export function Mails() {
  const mails = useLoaded("mails", () => api.mails.read());
  const change = useAction(async (waiting: Wishes) => { mails.set(await api.mails.change({ waiting })); });
  return (
    <Page title={t("mails.title")} lead={t("mails.lead")}>
      <Show of={mails}>
        {({ available, email, waiting }) => !available || waiting === null
          ? <EmptyState icon="mail" title={t("mails.none")} text={t("mails.noneText")} />
          : (
            <section class="stack" aria-label={t("mails.title")}>
              <Choice waiting={waiting} email={email} isBusy={change.isBusy} onChange={(wishes) => void change.run(wishes)} />
              {change.failure && <FailureNote failure={change.failure} what={t("mails.failed")} testid="mails-failed" />}
              <Preview />
            </section>
          )}
      </Show>
    </Page>
  );
}

const HOURS = Array.from({ length: 15 }, (_, index) => index + 6);

interface Props {
  readonly waiting: DailyMail;
  readonly email: string;
  readonly isBusy: boolean;
  readonly onChange: (wishes: Wishes) => void;
}

function Choice({ waiting: { active, hour, refused_at: refused }, email, isBusy, onChange }: Props) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          data-testid="mail-active"
          aria-describedby="mail-about"
          aria-disabled={isBusy}
          checked={active}
          onChange={(event) => { onChange(event.currentTarget.checked ? { active: true, time_zone: ownZone() } : { active: false }); }}
        />
        <span>{t("mails.on")}</span>
      </label>
      <p class="small quiet" id="mail-about">{t("mails.about", email)}</p>
      {refused === null || active ? null : <p class="note small" role="status">{t("mails.refused")}</p>}
      {active ? (
        <div class="mail-hour">
          <Select
            label={t("mails.hour")}
            value={String(hour)}
            options={HOURS.map((one) => ({ value: String(one), label: hourName(one) }))}
            testid="mail-hour"
            onChoose={(value) => { onChange({ hour: Number(value), time_zone: ownZone() }); }}
          />
        </div>
      ) : null}
    </>
  );
}

/** What the mail would say now, and a way to get it as it will look. */
function Preview() {
  const { toast } = useConsole();
  const [shown, setShown] = useState<MailPreview>();
  const look = useAction(async () => { setShown(await api.mails.preview("waiting")); });
  const send = useAction(async () => {
    await api.mails.test("waiting");
    toast({ tone: "good", about: "mail_sent", text: t("mails.sent") });
  });
  return (
    <>
      <div class="actions">
        <button type="button" class="button compact" data-testid="mail-preview" aria-disabled={look.isBusy} onClick={() => void look.run()}>{t("mails.preview")}</button>
        <button type="button" class="button compact" data-testid="mail-test" aria-disabled={send.isBusy} onClick={() => void send.run()}>{t("mails.test")}</button>
      </div>
      {look.failure && <FailureNote failure={look.failure} what={t("mails.notShown")} testid="mail-preview-failed" />}
      {send.failure && <FailureNote failure={send.failure} what={t("mails.notSent")} testid="mail-test-failed" />}
      {shown === undefined ? null : (
        <div class="card mail-text" role="status" data-testid="mail-text">
          <h2>{shown.subject}</h2>
          <p dir="auto">{shown.text}</p>
        </div>
      )}
    </>
  );
}
