"""The first start: with no account yet, the console shows a link that makes an administrator."""

from db.accounts import links
from db.reader import store_engine

TEXT = """
  还没有账号。请在一小时内用此链接创建首位管理员（仅可使用一次）：
  No account yet. Make the first administrator with this link, within the hour and once:

  {address}/link/{token}
"""


def announce(address: str) -> None:
    """Print the link, if there is no account. `address` is where people open the dashboard.

    Raises:
        StoreError: the store cannot be used.
    """
    token = links.first(store_engine())
    if token is not None:
        print(TEXT.format(address=address.rstrip("/"), token=token), flush=True)
