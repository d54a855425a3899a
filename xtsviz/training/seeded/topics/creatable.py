"""Topics on which users can be created in the target: kinds of users, and domains of mail addresses."""

from __future__ import annotations

from xtsviz.sources import KNOWN_ISSUES, OVERVIEW
from xtsviz.training.seeded.cast import COMPANIES, NAMES, PEOPLE, VISITORS, person
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Idea, Topic, named, world_draft
from xtsviz.training.seeded.topics.ideas import arrow, pair
from xtsviz.training.seeded.world import Rules, World

_EVERYBODY = Idea(
    "everybody",
    "An arrow sends all users of its source.",
    "An arrow sends internal members only. Externals stay, and users with SMS sign-in too.",
    Rules(sends="everybody", skips_sms=False),
)
_BY_USER_TYPE = Idea(
    "by-user-type",
    "The user type decides: members are synchronized, guests are not.",
    "What matters is where the credentials are. An external member is not synchronized.",
    Rules(sends="members"),
)
_DISABLED_STAYS = Idea(
    "disabled-stays",
    "A disabled account is not synchronized.",
    "A disabled account is synchronized. It is disabled in the target too.",
    Rules(skips_disabled=True),
)
_SMS_GOES = Idea(
    "sms-goes",
    "Users with SMS sign-in are synchronized like others.",
    "Users with SMS sign-in are skipped.",
    Rules(skips_sms=False),
)


def _externals(dice: Dice) -> Draft:
    home, target = dice.some(list(COMPANIES), 2)
    member, disabled, sms, more = dice.some(list(PEOPLE[home]), 4)
    visitor, guest = dice.some(list(VISITORS), 2)
    outside = {"credentials": "external", "external_user_state": "Accepted"}
    users = [
        (person(home, member), "member"),
        (person(home, disabled, account_enabled=False), "member, account disabled"),
        (person(home, sms, sms_sign_in=True), "member, signs in by SMS"),
        (person(home, visitor, **outside, user_type="Member"), "external member of another company"),
    ]
    users += dice.some(
        [
            (person(home, more), "member"),
            (person(home, guest, **outside, user_type="Guest"), "external guest of another company"),
        ],
        1 + dice.number(2),
    )
    users = dice.shuffled(users)
    someone = dice.pick(list(PEOPLE[target]))
    users.append((person(target, someone), "member"))
    return world_draft(
        World(
            name="A mixed company",
            tenants=[home, target],
            arrows=[arrow(home, target)],
            users=[user for user, _ in users],
        ),
        [_EVERYBODY, _BY_USER_TYPE, _DISABLED_STAYS, _SMS_GOES],
        story=f"{pair(home, target)} synchronizes everybody who can be synchronized. {COMPANIES[home]} has "
        "different users. The note beside each name says what is special.",
        lesson=f"{VISITORS[visitor]} is an external in {COMPANIES[home]} and stays there. {NAMES[sms]} signs "
        f"in by SMS and is skipped. {NAMES[disabled]} appears in {COMPANIES[target]}, disabled.",
        notes={user["id"]: note for user, note in users},
    )


_MAIL_IGNORED = Idea(
    "mail-ignored",
    "The mail address does not matter: everybody in scope is created.",
    "A user whose mail is on a domain that the home tenant has not verified is not created.",
    Rules(mail="any"),
)
_INITIAL_UNVERIFIED = Idea(
    "initial-unverified",
    "The initial domain (onmicrosoft.com) is not a verified domain.",
    "The initial domain of a tenant always counts as verified.",
    Rules(mail="verified only"),
)
_MAIL_NEEDED = Idea(
    "mail-needed",
    "A user without a mail address is not created.",
    "A user without a mail address is created too.",
    Rules(mail="needed"),
)
_BOUGHT = (
    ("Fourth Coffee", "fourthcoffee.com"),
    ("Wingtip Toys", "wingtiptoys.com"),
    ("Coho Winery", "cohowinery.com"),
    ("Trey Research", "treyresearch.net"),
    ("Lucerne Publishing", "lucernepublishing.com"),
)


def _mail_domains(dice: Dice) -> Draft:
    home, target = dice.some(list(COMPANIES), 2)
    (company, domain), (other, other_domain) = dice.some(_BOUGHT, 2)
    own, initial = f"{home}.com", f"{home}.onmicrosoft.com"
    two = dice.number(3) == 0  # two companies were bought, and the domain of one of them is verified
    verified, unverified = ([own, domain], other_domain) if two else ([own], domain)
    bought = f"{company} and {other}" if two else company
    kinds: list[str | None] = [unverified, initial, None, own, domain, unverified][: 4 + dice.number(3)]
    people = dice.some(list(PEOPLE[home]), len(kinds))
    mails = {user: f"{user}@{kind}" if kind else None for user, kind in zip(people, kinds, strict=True)}
    users = [person(home, user, mail=mails[user]) for user in dice.shuffled(people)]
    return world_draft(
        World(
            name="Mail from before",
            tenants=[home, target],
            arrows=[arrow(home, target)],
            users=users,
            domains={home: verified},
        ),
        [_MAIL_IGNORED, _INITIAL_UNVERIFIED, _MAIL_NEEDED],
        story=f"{COMPANIES[home]} bought {bought}. Some people still have a mail address from before. Beside "
        f"its initial domain {initial}, {COMPANIES[home]} has verified {named(verified)}. All users are in "
        f"the scope of {pair(home, target)}.",
        task=f"Tick who appears in {COMPANIES[target]}. The mail address stands beside the name.",
        lesson=f"{NAMES[people[0]]} is not created, because {unverified} is not verified. {NAMES[people[1]]} "
        f"and {NAMES[people[2]]} are created.",
        notes={user: mail or "no mail address" for user, mail in mails.items()},
    )


EXTERNALS = Topic(
    key="externals",
    title="Whom an arrow synchronizes",
    hints=(
        "What matters is where a user's credentials are. The user type Member or Guest does not matter.",
        "Users with SMS sign-in are skipped. Disabled accounts are synchronized.",
    ),
    lesson="An arrow syncs internal members. Externals are never passed on, not even external members.",
    source=OVERVIEW,
    like=("externals-stay",),
    draw=_externals,
)
MAIL_DOMAINS = Topic(
    key="mail-domains",
    title="Mail domains",
    hints=(
        "Which domains has the home tenant verified?",
        "The initial domain always counts as verified.",
    ),
    lesson="A user is created if the mail is on a verified domain of the home tenant, or if there is no mail "
    "address.",
    source=KNOWN_ISSUES,
    like=("mail-domain",),
    draw=_mail_domains,
)

TOPICS = (EXTERNALS, MAIL_DOMAINS)
