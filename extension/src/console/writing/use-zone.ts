/** Whose clock counts. Only administrators can read the organisation's; for others it is the browser's. */
import { api } from "../api";
import { useConsole } from "../context";
import { useLoaded } from "../ui/use-loaded";

const ofBrowser = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function useZone(): string {
  const { isAdmin } = useConsole();
  const { value } = useLoaded<string>("zone", async () => (isAdmin ? (await api.settings.read()).time_zone : ofBrowser()));
  return value ?? ofBrowser();
}
