"""The thirty people of the demonstration community.

Everyone here is invented. ``home`` is the partner a person belongs to ("" for the brand's own people and for people who
have not chosen a partner yet); ``role`` is the role there, or "brand" and "moderator" for the network's own.
"""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "demo"


@dataclass(frozen=True)
class Person:
    """One invented member. ``login`` is the user name where it differs from the handle."""

    handle: str
    name: str
    headline: str
    bio: str
    knows: tuple[str, ...]
    zone: str
    home: str = ""
    role: str = "customer"
    login: str = ""
    joined: int = 300  # days before the day of loading
    given: str = ""  # the given name where it is more than the first word

    @property
    def username(self) -> str:
        return self.login or self.handle

    @property
    def first_name(self) -> str:
        return self.given or self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.name.removeprefix(self.first_name).strip()


FJORD, BOBINA, LANTERN = "fjordgrid", "bobina-mare", "lantern-lane"

PEOPLE: tuple[Person, ...] = (
    Person("marit", "Marit Hoekstra", "Channel manager at Harbourline",
           "I look after the people who sell and install our boxes. I would rather you asked each other than asked me, "
           "but I am here when something is stuck.",
           ("partner programme", "licensing", "early access"), "Europe/Amsterdam", role="brand", login="brand", joined=420),
    Person("tomasz", "Tomasz Wierzbicki", "Storage engineer at Harbourline, Gdańsk",
           "Eleven years of file systems. I read kernel changelogs so that you need not. Answers here are mine, "
           "not marketing's.",
           ("zfs", "nfs", "performance", "firmware"), "Europe/Warsaw", role="brand", joined=415),
    Person("priya", "Priya Raghunathan", "Product lead, Tidemark",
           "I decide what goes into Tidemark and, more often, what does not. Tell me what broke; "
           "I keep a list and I do read it.",
           ("tidemark", "immutability", "roadmap"), "Asia/Kolkata", role="brand", joined=400),
    Person("seun", "Seun Adeyemi", "Community moderator in Leeds",
           "Former service-desk lead. I move threads to the right board, keep things kind, and once a month "
           "restore my own laptop from backup to prove a point.",
           ("community", "service desk", "macos"), "Europe/London", role="moderator", login="moderator", joined=410),
    Person("aslak", "Aslak Johansen", "Research storage lead at Fjordgrid, Tromsø",
           "I install storage in places where the road closes in winter. Everything I build has to survive six weeks "
           "without me.",
           ("research data", "zfs", "remote sites", "tape"), "Europe/Oslo", FJORD, "editor", "partner", 405),
    Person("helvi", "Helvi Koskinen", "Systems engineer at Fjordgrid, Oulu",
           "Networks, directory services and the long list of reasons why permissions are wrong.",
           ("10gbe", "nfs", "kerberos", "permissions"), "Europe/Helsinki", FJORD, "editor", joined=390),
    Person("sigridur", "Sigríður Jónsdóttir", "Runs the computing for a seismology group in Reykjavík",
           "Two people, 640 TB, one volcano. I measure first and argue afterwards. Restore drills every first Monday.",
           ("zfs", "restore drills", "snapshots", "monitoring"), "Atlantic/Reykjavik", FJORD, login="advocate", joined=380),
    Person("rasmus", "Rasmus Lindqvist", "Bioinformatics core, Uppsala",
           "I write small scripts that replace large meetings. Sequencers do not wait, so neither does our storage.",
           ("rsync", "automation", "genomics", "object storage"), "Europe/Stockholm", FJORD, joined=350),
    Person("amina", "Amina Warsame", "Data steward at a university library",
           "Retention, consent, and finding out who owns the folder called “new folder (3)”.",
           ("retention", "gdpr", "metadata"), "Europe/Oslo", FJORD, joined=300),
    Person("jukka", "Jukka Mäkelä", "Biobank infrastructure, Tampere",
           "Freezers and disks. Both need alarms. Short answers.",
           ("raid", "hardware", "ups"), "Europe/Helsinki", FJORD, joined=340),
    Person("freja", "Freja Holm-Petersen", "Accidental system administrator, Aarhus",
           "PhD student who was seen fixing a printer once. Now I own the lab's server. Learning in public.",
           ("linux", "beginners' questions", "python"), "Europe/Copenhagen", FJORD, joined=210),
    Person("yusuf", "Yusuf Demirtaş", "Microscopy facility manager, Gothenburg",
           "Our microscope writes 9 TB on a good day. I am a customer with a big pipe and a small budget.",
           ("cryo-em", "large files", "10gbe"), "Europe/Stockholm", FJORD, login="customer", joined=190),
    Person("chiara", "Chiara Lo Presti", "Founder of Bobina Mare, Palermo",
           "I was an assistant editor for nine years, so I know exactly what it sounds like when a disk dies on day three.",
           ("post-production", "workflows", "archives"), "Europe/Rome", BOBINA, "editor", joined=400),
    Person("jordi", "Jordi Ferran i Puig", "Network and storage at Bobina Mare, Barcelona",
           "I pull fibre through buildings that were finished in 1890. Ask me about 25 GbE and about plaster.",
           ("25gbe", "smb", "networks", "colour suites"), "Europe/Madrid", BOBINA, "editor", joined=370),
    Person("leonie", "Léonie Marchetti", "Colourist, Marseille",
           "I can see one dropped frame in ten thousand. Please do not tell me it is the cable unless it is the cable.",
           ("colour grading", "latency", "macos"), "Europe/Paris", BOBINA, joined=280),
    Person("nikos", "Nikos Papadakis", "Documentary editor, Athens",
           "Thirty years of rushes, four formats that no longer exist, one very patient wife.",
           ("documentary", "archives", "editing"), "Europe/Athens", BOBINA, joined=330),
    Person("ines", "Inês Carvalho", "Post-production supervisor, Lisbon",
           "I make checklists and then I make people use them. Twelve editors, two suites, no lost day since 2021.",
           ("workflows", "media management", "restore drills"), "Europe/Lisbon", BOBINA, joined=360),
    Person("karim", "Karim Benhaddou", "Camera data on set, Tangier and everywhere else",
           "Three copies before lunch. Checksums or it did not happen.",
           ("on-set data", "checksums", "lto"), "Africa/Casablanca", BOBINA, joined=260),
    Person("davide", "Davide Bruno", "Wedding films, Bari",
           "My sister and I film forty weddings a year. Nobody gets married twice so that we can re-shoot.",
           ("small studio", "editing", "smb"), "Europe/Rome", BOBINA, joined=170),
    Person("marija", "Marija Kovačević", "Film archivist, Split",
           "I think in decades. Digital is a format like any other; it only fails more quietly.",
           ("preservation", "lto", "fixity"), "Europe/Zagreb", BOBINA, joined=240),
    Person("niamh", "Niamh Gallagher", "Technical director at Lantern Lane IT, Galway",
           "Small offices and schools deserve boring storage. I sell boring, and I am proud of it.",
           ("schools", "small business", "backup plans"), "Europe/Dublin", LANTERN, "editor", joined=395),
    Person("gurpreet", "Gurpreet Sandhu", "Field engineer at Lantern Lane IT, Coventry",
           "If it lives in a cupboard next to a boiler, I have fixed it.",
           ("installs", "ups", "windows", "active directory"), "Europe/London", LANTERN, "editor", joined=360),
    Person("siobhan", "Siobhán Ní Riain", "Network manager, secondary school in Ennis",
           "Eight hundred pupils, one of me. I plan everything around the first week of September.",
           ("schools", "smb", "group policy", "chromebooks"), "Europe/Dublin", LANTERN, joined=310),
    Person("dave", "Dave Hartley", "Head of IT for seven schools, Wolverhampton",
           "Been hit by ransomware once. Once. Happy to tell anyone how that went, bring a brew.",
           ("ransomware recovery", "schools", "windows", "3-2-1"), "Europe/London", LANTERN, joined=345),
    Person("precious", "Precious Moyo", "Practice manager at a dental surgery, Birmingham",
           "Not technical by training. I ask until I understand and then I write it down for the next person.",
           ("small business", "compliance", "plain words"), "Europe/London", LANTERN, joined=160),
    Person("weiling", "Wei Ling Chan", "Architect who minds the servers, Leicester",
           "Fourteen people, very large drawings. I design buildings and, it turns out, folder structures.",
           ("cad files", "permissions", "small business"), "Europe/London", LANTERN, joined=220, given="Wei Ling"),
    Person("callum", "Callum O’Rourke", "One-man IT company, Derry",
           "Twenty-six small clients and a van. If I can script it, I sleep.",
           ("tidemark", "automation", "small business", "powershell"), "Europe/London", LANTERN, joined=290),
    Person("beata", "Beata Nowak", "Co-owner of a print shop, Nottingham",
           "The server sits two metres from my desk, so I have opinions about fans.",
           ("noise", "small office", "print"), "Europe/London", LANTERN, joined=140),
    Person("hana", "Hana Shimizu", "Hydrodynamics lab, Delft. Choosing our next storage",
           "We have until the end of the budget year to decide. I am collecting honest experience, also the bad kind.",
           ("choosing storage", "hpc"), "Europe/Amsterdam", role="prospect", login="prospect", joined=104),
    Person("thandiwe", "Thandiwe Dlamini", "IT coordinator for a health NGO, Johannesburg",
           "Eleven clinics, slow links, power cuts by timetable. If it works here it works anywhere.",
           ("low bandwidth", "ups", "remote sites"), "Africa/Johannesburg", role="prospect", joined=120),
)

BY_HANDLE = {person.handle: person for person in PEOPLE}
#: User names and what each account is there to show.
ACCOUNTS = (
    ("brand", "channel manager of the brand"),
    ("partner", "editor of the first partner, Fjordgrid"),
    ("moderator", "community moderator"),
    ("advocate", "a customer whose answers opened doors"),
    ("customer", "a customer of Fjordgrid"),
    ("prospect", "still choosing, no partner yet"),
)
