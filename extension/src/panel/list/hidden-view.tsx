/** What the employee hid, with the way back into the list for each. */
import { t } from "../i18n";
import { titleFor } from "../languages";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { TopBar } from "../ui/top-bar";
import { Bones, EmptyText, LoadFailed, StaleNote } from "./list-states";
import { Row } from "./row";
import { onlyHidden, useLibrary } from "./use-library";

export function HiddenView() {
  const { account, marks, navigation } = usePanel();
  const { library, failure, busy, retry, more } = useLibrary(undefined, onlyHidden);
  const items = library?.items.filter((item) => marks.of(item, true).hidden);
  return (
    <main class="view" data-testid="hidden-view">
      <TopBar title={t("hiddenTitle")} />
      {failure !== undefined && library !== undefined ? (
        <StaleNote failure={failure} fetchedAt={library.fetchedAt} onRetry={retry} />
      ) : null}
      {items === undefined && failure === undefined ? <Bones /> : null}
      {items === undefined && failure !== undefined ? <LoadFailed failure={failure} onRetry={retry} /> : null}
      {items?.length === 0 && !busy ? <EmptyText icon="hidden" title={t("noHiddenTitle")} text={t("noHiddenText")} /> : null}
      <ul class="rows">
        {items?.map((suggestion) => (
          <Row
            key={suggestion.id}
            suggestion={suggestion}
            onOpen={() => { navigation.open({ name: "detail", of: suggestion }); }}
          >
            <button
              type="button"
              class="text-button small show-again"
              data-testid="unhide"
              aria-label={t("unhide", titleFor(suggestion, account).text)}
              onClick={() => {
                marks.mark(suggestion, "unhide");
                focusOn("h1");
              }}
            >
              {t("showAgain")}
            </button>
          </Row>
        ))}
      </ul>
      {library?.nextCursor == null ? null : (
        <button type="button" class="button more" aria-disabled={busy} onClick={more}>
          {t("showMore")}
        </button>
      )}
    </main>
  );
}
