"""The fixed sets of words that several resources use."""

KINDS = ("story", "team_moment", "success", "vacancy", "event", "article")
TONES = ("personal", "factual", "light", "short")
STATUSES = ("draft", "published", "archived")
STATES = ("live", "scheduled", "expired", "withheld", "draft", "archived")
SUGGESTION_ORDERS = ("newest", "changed", "title", "publish_at", "expires_at")
ROLES = ("employee", "editor", "admin")
PEOPLE_SOURCES = ("api", "import", "scim", "sign-in", "invite")
KEY_ROLES = ("admin", "editor", "reader", "scim")
INVITED_BY = ("code", "mail")
CONSENT_WAYS = ("link", "mail")
LINK_SCOPES = ("campaign", "personal")
SHARE_METHODS = ("insert", "copy", "tip")
REACTIONS = ("like", "not_for_me")
REASONS = ("not_my_field", "too_salesy", "not_true_for_me", "wrong_tone", "other")
IDEA_STATUSES = ("waiting", "answered", "adopted", "declined")
SPEAKERS = ("sender", "editor")
QUESTION_STATUSES = ("open", "closed", "archived")
MARKS = ("saved", "hidden")
WHYS = ("team", "location", "new", "closing_soon", "little_used")
READERS = ("reader", "editor", "admin")
LANGUAGES_OF_TRANSPARENCY = ("en", "nl")
INTERVALS = ("hour", "day", "week", "month")
GROUPS = ("none", "kind", "suggestion", "team", "location", "language", "scope")
REPORT_TABLES = ("suggestion", "kind", "team", "location", "language")
REPORT_ORDERS = ("clicks", "shares", "clicks_per_share", "applications", "title")
EXISTING = ("update", "keep", "replace")
ROW_STATUSES = ("created", "updated", "unchanged", "refused")
SHOWN_SCOPES = ("campaign", "own")
CORRECTION_LEVELS = ("L", "M", "Q", "H")
DESTINATION_STATUSES = ("ok", "moved", "gone", "unreachable", "not_checked")
BROKEN_DESTINATION_STATUSES = ("gone", "unreachable")
DESTINATION_CHECK_STATUSES = ("waiting", "running", "finished")
EVENT_TYPES = (
    "suggestion.published",
    "share.created",
    "idea.received",
    "feedback.received",
    "application.reported",
    "audit.recorded",
    "datasheet.changed",
)
FEED_STATES = ("new", "fine", "failing", "paused")
FEED_VERDICTS = ("drafted", "waiting", "left_out")
DELIVERY_STATES = ("waiting", "delivered", "given_up")
CHANNEL_KINDS = ("slack", "teams", "google_chat")
CHANNEL_LANGUAGES = ("en", "nl")
CHANNEL_PURPOSES = ("weekly", "test")
CHANNEL_MESSAGE_STATES = ("waiting", "sending", "delivered", "uncertain", "given_up", "nothing_new")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REACTIONS = ("like", "not_for_me")
FEEDBACK_REASONS = ("not_my_field", "too_salesy", "not_true_for_me", "wrong_tone", "other")
DATA_SHEET_PARTS = (
    *("company", "purpose", "category", "held", "report", "field", "impossible"),
    *("role", "interface", "setting", "record", "assessment"),
)
DATA_SHEET_CATEGORIES = (
    *("identity", "work", "access", "preferences", "use", "words", "consent"),
    *("administration", "visitors", "applicants"),
)
DATA_SHEET_CHANGES = ("added", "removed", "changed")
