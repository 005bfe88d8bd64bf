"""Numbers of the forum that are choices rather than surroundings, each with its unit."""

POSTS_PER_PAGE = 20
LIBRARY_CATEGORY = "library-discussions"  # where the discussions of library pages are
COMMENTS_UNDER_PAGE = 10  # of a library page's discussion, the rest is in its topic
COMMENTS_CONSIDERED = 200  # the newest ones, among which those are chosen
FEEDBACK_PER_HOUR_NETWORK = 30  # answers of guests in one /24 (IPv4) or /48 (IPv6) network
SUGGESTIONS_PER_DAY = 20  # of one member, for changes of library pages
TOPICS_PER_PAGE = 20
UNREAD_DAYS = 60  # a topic without news for longer counts as read
TIME_GAP_DAYS = 30  # a longer silence than this is named between two posts
OLD_ADVICE_DAYS = 365  # after a silence of this, advice above it may have been updated
OLD_TOPIC_DAYS = 365  # so long after the last post the composer says how old it is
RECOMMENDED_FROM_VOTES = 10  # "Helpful" presses that recommend a post
HIGHLIGHTS_MAX = 8  # answers and recommended posts named on top of one topic
TITLE_MIN, TITLE_MAX = 8, 140  # characters
BODY_MAX = 30_000  # characters of what was typed
BODY_MAX_TAGS = 2_000  # elements; the cleaner's cost grows with their number ...
BODY_MAX_DEPTH = 20  # ... and with the square of their nesting
TAGS_MAX = 5  # on one topic
FOLLOW_UP_MAX_DAYS = 730  # how far ahead the author of a case may ask to be reminded
SIMILAR_DAYS = 30  # topics active since then get their similar topics anew each night ...
SIMILAR_BATCH = 2_000  # ... at most so many
QUOTE_MAX = 800  # characters of a post that its "Quote" link takes over
QUOTES_AT_ONCE = 50  # texts that lose or get back a quote in one transaction
PREVIEWS_PER_MINUTE = 20  # of visitors at one network address
CHECKS_PER_MINUTE = 60  # of a text being written, by one member or one network ...
CHECK_CHARACTERS = 6_000  # ... where a longer text counts once more for each so many
NEW_MEMBER_DAYS = 7  # after the first post was published; a link of theirs waits meanwhile
EMOJI_MAX = 75  # in one post
GUEST_POSTS_PER_HOUR = 5  # from one network address
GUEST_POSTS_PER_HOUR_NETWORK = 20  # from one /24 (IPv4) or /48 (IPv6) network
MEMBER_POSTS_PER_HOUR = 60
REPORTS_PER_HOUR = 20  # of one member
REPORTS_PER_HOUR_NETWORK = 5  # of visitors in one /24 (IPv4) or /48 (IPv6) network
REPORT_HIDES_WAITING = (
    3  # posts that one member's reports keep hidden at once, before anybody looked
)
REPORT_MISTAKES_MAX = 3  # reports of patient details not upheld, after which one's hide no more ...
REPORT_MISTAKES_DAYS = 365  # ... until they are older than this
SANCTION_DAYS_MAX = 730  # the longest probation or suspension
EDITS_PER_HOUR = 60  # new texts of a member for posts sent before
GUEST_NEWS_MINUTES = 60  # between two mails to a guest about one discussion
REMARKS_PER_HOUR = 5  # of an author to the moderators about one post
CONFIRMATION_MAILS_PER_HOUR = 1  # to one address
EDIT_WINDOW_HOURS = 0  # for so long authors change a published post at once; 0 has no end ...
EDIT_AFTER_WINDOW = "hold"  # ... and later an edit waits ("hold") or is not taken ("refuse")
FEED_ENTRIES = 30  # of one feed, the newest
SITEMAP_ADDRESSES = 2_000  # of one part of the sitemap
EDITS_PER_PAGE = 5  # of the public history of a post
UNDO_SECONDS = 10  # for so long a decision's "Undo" stays on the page ...
UNDO_MINUTES = 10  # ... and for so long its moderator may take it back; another one always
REREAD_PERCENT = 5  # of the judgements of a day that somebody else reads again, at least one
USUAL_WAIT_DECISIONS = 50  # recent decisions that "usually within" is computed from
MENTIONS_MAX = 10  # people that one post calls by name; further names stay text
CARDS_MAX = 5  # links of one post that become cards; further ones stay links
# Sites whose pages a worker may fetch for a card, with everything below their names.
CARD_SITES = [
    "pubmed.ncbi.nlm.nih.gov",
    "pmc.ncbi.nlm.nih.gov",
    "www.ncbi.nlm.nih.gov",
    "nida.nih.gov",
    "dailymed.nlm.nih.gov",
    "www.samhsa.gov",
    "store.samhsa.gov",
    "www.fda.gov",
    "www.cdc.gov",
    "www.cms.gov",
    "www.dea.gov",
    "www.deadiversion.usdoj.gov",
    "www.federalregister.gov",
    "www.ecfr.gov",
    "www.asam.org",
    "pcssnow.org",
    "www.who.int",
    "harmreduction.org",
]
CARD_MAX_BYTES = 2_000_000  # of a page fetched for a card
CARD_TRIES = 4
CARD_RETRY_MINUTES = 5  # until the second try, its square until the third, its cube then
CARD_LEASE_SECONDS = 60  # a card in a worker's hands is not offered again for so long
CARD_FAILED_HOURS = 24  # an address that failed is asked again when it is posted later than this
CARD_ASKS_PER_HOUR = 120  # looks at a link while one person writes
CARD_BATCH = 50  # cards that one sweep hands out
FETCH_SECONDS = 10  # for a whole fetch, redirects included
FETCH_SILENCE_SECONDS = 4  # until the next byte
FETCH_REDIRECTS_MAX = 3
FETCH_PORTS = frozenset({80, 443})
FETCH_USER_AGENT = "Mozilla/5.0 (compatible; OpenRounds; link preview)"
FETCH_CA_FILE = ""  # certificates to trust instead of the system's
FETCH_HOSTS: dict[str, list[str]] = {}  # addresses of names that no name server is asked for
FETCH_TRUSTED: frozenset[tuple[str, int]] = frozenset()  # address and port beside public ones
SEARCH_MAX_LENGTH = 200  # characters of a query
UPLOAD_MAX_BYTES = 10 * 1024 * 1024  # of one image, as it is sent
STAFF_UPLOAD_MAX_BYTES = 100 * 1024 * 1024  # of a form in the library's and the admin's tools
UPLOAD_MAX_PIXELS = 25_000_000  # of one image, or of all frames of a moving one
UPLOAD_MAX_FRAMES = 200  # of a moving image
UPLOAD_MAX_SIDE = 1600  # pixels; larger images are made smaller
UPLOAD_EXACT_BYTES = 500_000  # a drawing stays exact to the pixel as long as it is not larger
LIBRARY_IMAGE_MAX_SIDE = 2400  # pixels; larger images of the library are made smaller
UPLOADS_PER_HOUR = 60  # images of one member
UPLOAD_TRIES_PER_HOUR = 180  # of one member: fetched, decoded or refused, each is work
UPLOAD_ORPHAN_HOURS = 24  # an image that no text names is kept so long
UPLOAD_CACHE_SECONDS = 3600  # a public image may stay in caches so long after it was removed
UPLOAD_KEEP_DAYS = 30  # images of posts that were withdrawn, declined or expired
ALT_MAX = 300  # characters that describe an image
DRAFTS_MAX = 50  # of one member; the oldest fall out
DRAFT_KEEP_DAYS = 90  # since it was saved last
DRAFT_FIELDS_MAX = 10_000  # characters of a draft's fields beside its text
NOTICE_MAIL_HOURS = 24  # a post announced later than this makes no mail, only a line in the list
NOTICE_DAYS = 30  # ... and later than this nothing at all
NOTICE_BATCH = 1_000  # people written to by one statement, posts handed out by one sweep
FOLLOW_UP_DAYS = 14  # a follow-up date that passed unnoticed is told this long afterwards
POLL_SECONDS = 30  # between two looks for new replies while a discussion is read
FORM_STAMP_HOURS = 24  # a guest's form that was opened longer ago tells nothing by its age
PROOF_MINUTES = 120  # for so long the small task of a guest's browser may be answered
PROOF_MAX_NUMBER = 50_000  # hashes that the task takes at the most
REPEATED_TEXT_DAYS = 7  # a text with the same words counts as sent before for so long
AKISMET_SECONDS = 3  # until Akismet has answered, or nothing is said about it
SPAM_LIKELY_FROM = 5  # points of a text from which moderators read "likely spam"
CLAIM_MINUTES = 5  # for so long who opens an item of the queue is named to other moderators
DESK_POLL_SECONDS = 10  # between two looks for who else is at the desk
DESK_PAGE = 50  # items that one page of the queue lists
UNDO_SECONDS = 10  # for so long the desk offers to take a decision back
RIGHTS_RECHECK_SECONDS = 300  # a cheap "nothing new" in a restricted category lives no longer
HANDOUT_LEASE_SECONDS = 120  # a PDF in a worker's hands is not ordered again for so long
HANDOUT_RETRY_MINUTES = 30  # until one that could not be made is tried again
HANDOUT_KEEP_DAYS = 7  # it is then made anew: a term or a source on it may have changed
READY_BATCH = 500  # pages that one sweep draws ahead of their readers
HANDOUT_BATCH = 50  # handouts that one sweep deletes, and orders that it hands out
