/** What the page behind the address says of itself, as LinkedIn would show it. It never keeps anybody from writing. */
import { useEffect, useState } from "preact/hooks";
import type { DestinationPreview } from "vertel-schema";
import { api } from "../api";
import { t } from "../i18n";

/** Not at every letter of an address. */
const PAUSE_MS = 800;

export function PagePreview({ url }: { readonly url: string }) {
  const page = usePage(url);
  if (page === undefined) return null;
  const { host, title, description, message } = page;
  if (message !== null) return <p class="small quiet" dir="auto" data-testid="page-unread">{t("writing.pageUnread")} {message}</p>;
  return (
    <figure class="page-card" data-testid="page-preview">
      <figcaption class="small quiet">{t("writing.pagePreview")}</figcaption>
      <strong dir="auto">{title ?? host}</strong>
      {description === null ? null : <span class="small" dir="auto">{description}</span>}
      <span class="small quiet">{host}</span>
    </figure>
  );
}

/** Undefined until it is read, and for good where it cannot be asked. */
function usePage(url: string): DestinationPreview | undefined {
  const [page, setPage] = useState<DestinationPreview>();
  useEffect(() => {
    setPage(undefined);
    let isOver = false;
    const ask = async (): Promise<void> => {
      const found = await api.destinations.preview({ url });
      if (!isOver) setPage(found);
    };
    const timer = setTimeout(() => void ask().catch(() => undefined), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [url]);
  return page;
}
