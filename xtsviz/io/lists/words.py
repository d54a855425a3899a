"""What the cells of user lists mean: true and false in several languages, user types, states, primary addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TRUE = "true 1 yes y wahr ja vrai oui verdadero sí si verdadeiro sim vero waar はい"
_FALSE = "false 0 no n falsch nein faux non falso não nao onwaar いいえ"
_ENABLED = "enabled active allowed unblocked aktiviert aktiv zugelassen activé habilitado ativado 有効"
_DISABLED = (
    "disabled inactive blocked denied deactivated deaktiviert inaktiv blockiert désactivé bloqué bloqueado "
    "deshabilitado desativado inhabilitado 無効 ブロック"
)
_ENABLED_PHRASES = ("sign-in allowed", "sign in allowed")
_DISABLED_PHRASES = ("sign-in blocked", "sign in blocked", "blocked from signing in")

_YES_OR_NO: Mapping[str, bool] = dict.fromkeys(_TRUE.split(), True) | dict.fromkeys(_FALSE.split(), False)
_STATUS = dict.fromkeys((*_ENABLED.split(), *_ENABLED_PHRASES), True) | dict.fromkeys(
    (*_DISABLED.split(), *_DISABLED_PHRASES), False
)

VALUES: Mapping[str, Mapping[str, Any]] = {
    "accountEnabled": {**_YES_OR_NO, **_STATUS},
    # A blocked sign-in is not enabled; a word such as "blocked" says the same in either kind of column.
    "blockCredential": {**{word: not value for word, value in _YES_OR_NO.items()}, **_STATUS},
    "userType": {
        **dict.fromkeys(["member", "mitglied", "membre", "miembro", "membro", "メンバー"], "Member"),
        **dict.fromkeys(["guest", "gast", "invité", "invitado", "convidado", "ゲスト"], "Guest"),
    },
    "externalUserState": {
        "accepted": "Accepted",
        "pendingacceptance": "PendingAcceptance",
        "pending acceptance": "PendingAcceptance",
        "pending": "PendingAcceptance",
    },
    # Graph, resource type phoneAuthenticationMethod: smsSignInState. Only `ready` lets a person sign in by SMS.
    "smsSignInState": {
        **_YES_OR_NO,
        "ready": True,
        "enabled": True,
        **dict.fromkeys(
            [
                "notsupported",
                "notallowedbypolicy",
                "notenabled",
                "phonenumbernotunique",
                "notconfigured",
                "disabled",
            ],
            False,
        ),
    },
    "credentials": {"internal": "internal", "external": "external"},
}
"""The values of the fields that know only a few, by cell without case."""

EXPECTED: Mapping[str, str] = {
    "accountEnabled": "True or False",
    "blockCredential": "True or False",
    "userType": "Member or Guest",
    "externalUserState": "Accepted or PendingAcceptance",
    "smsSignInState": "True, False, ready or notConfigured",
    "credentials": "internal or external",
}
"""What such a cell holds, for messages."""

_PRIMARY = r"SMTP:([^\s,;|]+?)(?=\+(?i:smtp|sip|x500|x400|spo|eum):|[\s,;|]|$)"

TYPE_NAME = r"(?:System|Microsoft)\.[\w.+]+(?:`\d+)?(?:\[.*\])?"
"""What PowerShell writes for a value that fits no cell: the name of its type."""

SHORTENED_NUMBER = r"\d(?:[.,]\d+)?E\+\d{2,}"
"""What Excel writes for a long number in a narrow column: its last digits are lost."""

TOTAL = re.compile(
    r"\s*(?:grand\s+)?(?:total\w*|sum|summe|suma|soma|somme|gesamt\w*|insgesamt|anzahl|count|nombre total|合計)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""The first cell of a row of totals."""


def primary_addresses(column: Any) -> Any:
    """The primary address (``SMTP:`` in capitals) of each cell with proxy addresses."""
    return column.astype("string").str.extract(_PRIMARY, expand=False)
