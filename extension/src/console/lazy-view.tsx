/** A view in a file of its own, that says so when the file cannot be fetched: offline, or after an update of the server. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "./i18n";
import { loadLater } from "./later";
import { EmptyState } from "./ui/empty-state";

type Load<P> = () => Promise<ComponentType<P>>;

const waiting: (() => Promise<unknown>)[] = [];

/** Fetch the views that were not opened yet, one after the other: what the open one asks for must not wait for them. */
export async function fetchViews(): Promise<void> {
  for (const load of waiting) await load().catch(() => undefined);
}

/** A view whose words and look are in the files for later views. */
export function laterView<P extends object>(load: Load<P>): ComponentType<P> {
  const both = async (): Promise<ComponentType<P>> => (await Promise.all([load(), loadLater()]))[0];
  waiting.push(both);
  return lazyView(both);
}

export function lazyView<P extends object>(load: Load<P>): ComponentType<P> {
  let fetched: ComponentType<P> | undefined;
  const fetch = async (): Promise<ComponentType<P>> => (fetched ??= await load());
  return function LazyView(props: P) {
    // in an object: Preact calls a function that is set
    const [found, setFound] = useState({ View: fetched });
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (found.View === undefined) void fetch().then((View) => { setFound({ View }); }, () => { setFailed(true); });
    }, []);
    if (found.View !== undefined) return <found.View {...props} />;
    if (!failed) return null;
    const reload = { label: t("shell.retry"), onClick: () => { location.reload(); } };
    return <EmptyState icon="offline" title={t("shell.failed")} text={t("failure_offline")} action={reload} />;
  };
}
