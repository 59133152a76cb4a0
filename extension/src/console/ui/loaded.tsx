/** Around what a view loads: shapes while it comes, what went wrong, or what came, and that it may be old. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { FailureNote } from "../../panel/ui/failure-note";
import { t } from "../i18n";
import type { Loaded } from "./use-loaded";

interface Props<T> {
  readonly of: Loaded<T>;
  readonly children: (value: T) => ComponentChildren;
}

export function Show<T>({ of: { value, failure, reload }, children }: Props<T>) {
  const failed = failure && <FailureNote failure={failure} what={t(value === undefined ? "shell.failed" : "shell.stale")} testid="load-failed" onRetry={() => void reload()} />;
  return (
    <>
      {failed}
      {value === undefined ? (failure === undefined ? <Bones /> : null) : children(value)}
    </>
  );
}

/** What comes at once needs no announcement of itself. */
const SOON_MS = 150;

/** In the place of what is on its way; seen only when it takes a while. */
export function Bones() {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => { setIsSlow(true); }, SOON_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div class="bones" role="status" aria-busy="true">
      {isSlow ? <Shapes /> : null}
    </div>
  );
}

function Shapes() {
  return (
    <>
      <span class="hidden">{t("shell.loading")}</span>
      {[1, 2, 3, 4].map((bone) => <div key={bone} class="bone" />)}
    </>
  );
}
