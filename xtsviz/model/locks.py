"""Locks between processes, on file systems that have some and on those that have none."""

import errno

_NO_LOCK_ERRORS = {getattr(errno, name, None) for name in ("ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK")}


def says_no_locks(problem: BaseException) -> bool:
    """Whether this error of a lock means that the file system has no locks."""
    return isinstance(problem, NotImplementedError) or getattr(problem, "errno", None) in _NO_LOCK_ERRORS
