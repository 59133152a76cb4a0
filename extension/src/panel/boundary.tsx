/** What stands in the panel's place when something in it cannot be drawn. */
import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { storage } from "../shared/browser";
import { CACHES, OPEN, startsWithOne } from "../shared/keys";
import { t } from "./i18n";
import { Trouble } from "./trouble";

export function Boundary({ children }: { readonly children: ComponentChildren }) {
  // typed as anything at all, which would make everything after it anything at all
  const caught: readonly unknown[] = useErrorBoundary();
  if (caught[0] === undefined) return children;
  return <Trouble is="broken" action={{ label: t("fetchAgain"), run: () => void beginAnew() }} />;
}

/** Without all that can be fetched again, which is where something is that cannot be drawn. */
async function beginAnew(): Promise<void> {
  try {
    const caches = (await storage.keys()).filter((key) => startsWithOne(key, CACHES.flat()));
    await storage.remove([...caches, OPEN]);
  } finally {
    location.reload();
  }
}
