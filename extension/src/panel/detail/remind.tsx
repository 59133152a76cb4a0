/** "Remind me": a day that the employee picks, before the suggestion ends. A number on the icon, and nothing else, tells. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { reminderOf } from "../../shared/reminders";
import type { Suggestion } from "../../shared/shapes";
import { read } from "../../shared/stored";
import { day, t } from "../i18n";
import { usePanel } from "../panel-context";

const IN_DAYS = [1, 3, 7, 14] as const;
const MORNING = 9;

/** Nine in the morning, so many days from now, by this computer's clock. */
export function morningIn(days: number, now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, MORNING).getTime();
}

/** The days to choose from: those before it ends. */
export const mornings = (ends: string | null, now: number): number[] =>
  IN_DAYS.map((days) => morningIn(days, now)).filter((at) => ends === null || at < Date.parse(ends));

export function Remind({ suggestion }: { readonly suggestion: Suggestion }) {
  const { account, toast } = usePanel();
  const entry = reminderOf(account.id, suggestion.id);
  const [at, setAt] = useState<number>();
  useEffect(() => {
    void read(storage, entry).then((found) => {
      if (found === undefined || found > Date.now()) setAt(found);
      // it did what it was for
      else void storage.remove([entry.key]);
    }, () => undefined);
  }, [suggestion.id]);

  const change = async (next: number | undefined): Promise<void> => {
    setAt(next);
    try {
      await (next === undefined ? storage.remove([entry.key]) : storage.set({ [entry.key]: next }));
    } catch {
      setAt(at);
      toast({ tone: "bad", about: "not-reminded", text: t("failure_storage") });
    }
  };
  const { expires_at: ends } = suggestion;
  const days = [...new Set([...mornings(ends, Date.now()), ...(at === undefined ? [] : [at])])].sort((one, other) => one - other);
  if (days.length === 0) return null;
  return (
    <select
      class="select bare small remind"
      data-testid="remind"
      aria-label={t("remind")}
      value={at ?? ""}
      onChange={(event) => { void change(event.currentTarget.value === "" ? undefined : Number(event.currentTarget.value)); }}
    >
      <option value="">{t(at === undefined ? "remind" : "remindNot")}</option>
      {days.map((time) => (
        <option key={time} value={time}>
          {t("remindOn", day(new Date(time).toISOString()))}
        </option>
      ))}
      {ends === null ? null : <option disabled>{t("remindEnds", day(ends))}</option>}
    </select>
  );
}
