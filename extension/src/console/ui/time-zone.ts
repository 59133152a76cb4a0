/** Where the organisation's days begin and end: what editors plan by, wherever they are themselves. */
import { ownZone } from "../../panel/day-and-hour";
import { api } from "../api";
import { addDays, dayAt } from "./days";
import { useLoaded } from "./use-loaded";

/** Reports say by which zone they count days; the day itself does not matter. */
async function timeZone(): Promise<string> {
  const day = addDays(dayAt(Date.now(), "UTC"), -1);
  return (await api.reports.clicks({ since: day, until: day, interval: "day" })).time_zone;
}

/** The organisation's zone; this browser's until it is known. */
export function useTimeZone(): string {
  return useLoaded("time-zone", timeZone).value ?? ownZone();
}
