/** How much of a file was sent: a bar, and the same in numbers. */
import { number, t } from "../i18n";
import type { Progress } from "../worker/protocol";

const MEGABYTE = 1_000_000;
const KILOBYTE = 1000;

export function Sending({ of: { sent, total } }: { readonly of: Progress }) {
  const [unit, size] = total < MEGABYTE ? ["kB", KILOBYTE] as const : ["MB", MEGABYTE] as const;
  const told = (bytes: number): string => number(Math.round((bytes / size) * 10) / 10);
  const said = t("upload.sentOf", told(sent), `${told(total)} ${unit}`);
  return (
    <>
      <progress class="sending" aria-label={t("upload.progress")} value={sent} max={total} aria-valuetext={said} data-testid="sending" />
      <p class="quiet small">{said}</p>
    </>
  );
}
