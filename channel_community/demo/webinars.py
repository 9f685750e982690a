"""Six sessions: three were, three will be. Times are the host's wall time, days relative to the day of loading."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.demo.people import BOBINA, FJORD, LANTERN


@dataclass(frozen=True)
class WebinarText:
    """A session as written. ``day`` counts from today (negative: past); ``guests`` have a seat; ``posts`` are its thread."""

    title: str
    summary: str
    body: str
    host: str
    partner: str
    day: int
    hour: int
    minute: int
    minutes: int
    capacity: int | None
    guests: str
    posts: tuple[tuple[str, str], ...]


WEBINARS: tuple[WebinarText, ...] = (
    WebinarText(
        "48 hours after ransomware, told by the one who was there",
        "What seven schools did between Saturday 06:10 and Monday 06:00, with the mistakes left in.",
        "No slides about threat landscapes. I go through the log of that weekend hour by hour:\n\n"
        "- what the cleaner did right\n- what I nearly did wrong at hour three\n- what the insurer asked for, twice\n"
        "- the order in which we brought things back\n\n**Bring:** your own list of what must come back first. "
        "If you have none, bring a pen.",
        "dave", LANTERN, -41, 16, 0, 60, 60,
        "siobhan precious weiling callum beata gurpreet niamh amina freja yusuf rasmus sigridur ines davide seun",
        (("dave", "Questions beforehand go here, then I can answer the awkward ones with a straight face."),
         ("precious", "How did you decide who is allowed to say 'we are back'? At our surgery that would be three people at once."),
         ("dave", "One name, written down on a dull day. Ours is the deputy head, because she does not get excited. I will show the sheet."),
         ("siobhan", "Thank you for this. The order-of-return list with *timetable before e-mail* changed our plan this week."),
         ("weiling", "I have never seen so many people take notes about a cupboard.")),
    ),
    WebinarText(
        "A restore drill in 45 minutes, live and unrehearsed",
        "We draw a dataset from a hat, restore it in front of you, and see what happens.",
        "I do my monthly drill while you watch. You choose the dataset by vote, a person who has never done it reads my runbook "
        "aloud, and I only press keys.\n\n1. choosing a sample (10 minutes)\n2. restoring and checking (20)\n"
        "3. what I would write into the report (5)\n4. questions (10)",
        "sigridur", FJORD, -20, 14, 0, 45, 40,
        "yusuf rasmus freja amina jukka helvi aslak hana thandiwe dave ines marija karim",
        (("sigridur", "The runbook that I will use is two pages. I would like somebody to read it who has never seen it. Volunteers?"),
         ("freja", "Me! I am professionally confused."),
         ("sigridur", "Perfect."),
         ("hana", "That was the most convincing thing I have seen in this whole search, *because* step 6 failed."),
         ("sigridur", "Step 6 has been corrected. It said `latest` and meant `latest complete`.")),
    ),
    WebinarText(
        "You get a seat, not a disk: editing together off one NAS",
        "How a twelve-editor house stopped copying media, and what it took to make freelancers like it.",
        "The rules, the exceptions, and the argument we had about cache. With numbers from two suites and a "
        "checklist that you can print.\n\nFor editors, assistants and the person who owns the shelf.",
        "ines", BOBINA, -6, 18, 30, 50, 50,
        "leonie nikos davide karim marija chiara jordi weiling beata seun callum",
        (("ines", "The checklist is in this thread *before* the session, so please do not photograph slides:\n\n"
                  "1. media read-only\n2. projects locked\n3. cache local and worthless\n4. a seat, not a disk"),
         ("davide", "We did 1 and 3 already. Number 4 is difficult with my sister."),
         ("nikos", "I listened from the boat. It went away twice and came back, like me."),
         ("leonie", "Could you say again which scan you moved to the evening?"),
         ("ines", "The media browser's index, 20:00. The long answer is in the thread about dropped frames.")),
    ),
    WebinarText(
        "Fourteen power cuts a week: storage that goes down and comes back by itself",
        "Eleven clinics, one timetable of cuts, and the order in which everything stops and starts.",
        "I show the log of one really bad week. Then:\n\n- time, not percentage: when each machine goes down\n"
        "- the ninety seconds that stop the dance\n- copies over a line of 4 Mbit, and the driver\n"
        "- what we laminate\n\nNo experience needed. If you have a UPS, bring its model number.",
        "thandiwe", "", 5, 15, 0, 45, 60,
        "aslak sigridur siobhan niamh gurpreet jukka callum precious helvi hana ines rasmus marit",
        (("thandiwe", "Tell me here what you would like to see. I have more logs than time."),
         ("siobhan", "The start order, please! I am two minutes away from having it right."),
         ("aslak", "The laminated page. I want to steal it with all four languages."),
         ("thandiwe", "Both are in. For the page I have asked the person who feeds the dogs, so to speak.")),
    ),
    WebinarText(
        "Sampling a backup: how many files are enough?",
        "A gentle hour of arithmetic for people who cannot restore 180 TB.",
        "You have more data than you could ever restore for a test. What does a sample of 450 files a night really prove? "
        "We do the sums together, on paper first, then with forty lines of Python.\n\n"
        "You need: a rough number of your files, and how many bad ones you could live with.",
        "rasmus", FJORD, 12, 13, 0, 60, 30,
        "sigridur yusuf amina freja jukka marija karim ines hana helvi dave callum priya weiling aslak tomasz seun thandiwe",
        (("rasmus", "If you write your file count and your fear here, I use real numbers rather than invented ones."),
         ("marija", "1.9 million scans, and I could live with none. I know that this is the wrong answer."),
         ("rasmus", "It is the *interesting* answer, and it has a slide."),
         ("yusuf", "31 million files, and I could live with ten, if they are not the same ten.")),
    ),
    WebinarText(
        "A backup plan on one page, filled in together",
        "Niamh and Gurpreet fill in the page with a real small office, live, and you fill in yours.",
        "Bring a printout of the template or a blank sheet. After forty minutes you have a plan that your colleagues "
        "can read:\n\n- what we have\n- how far back we can go\n- how much work we are happy to do twice\n- who says 'we are back'\n\n"
        "Questions in plain words only; there is a jar for abbreviations.",
        "niamh", LANTERN, 19, 12, 30, 40, 100,
        "precious beata weiling siobhan callum dave davide thandiwe gurpreet",
        (("niamh", "The template is linked in the article. A real office has agreed to be the example; it has a goldfish."),
         ("beata", "How much goes into the jar per abbreviation?"),
         ("gurpreet", "A pound. The UPS alone will pay for the biscuits.")),
    ),
)
