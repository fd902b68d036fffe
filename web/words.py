"""What the server's own pages say, in both languages."""

from db.importing.words import Words, same

NAME = Words("携手", "Xieshou")
WHAT = Words("东西部协作跟踪", "East–west cooperation, tracked")

SIGN_IN = Words("登录", "Sign in")
SIGN_OUT = Words("退出登录", "Sign out")
SIGN_IN_NAME = Words("登录名", "Sign-in name")
PASSWORD = Words("密码", "Password")
NEEDED = Words("请登录后查看。", "Please sign in to see this.")
WITH_OPENID = Words("通过统一身份认证登录", "Sign in with your organisation")
READ_ON = Words("不登录，返回首页", "Go back without signing in")
FORGOTTEN = Words(
    "忘记密码？请管理员为您生成一次性链接。",
    "Forgotten your password? An administrator can make a one-time link for you.",
)

SIGNED_OUT = Words("已退出登录", "You are signed out")
SIGNED_OUT_NOTE = Words(
    "所有已打开的页面也随之失效。", "Pages that were still open no longer work either."
)
SIGN_OUT_ASK = Words("确定退出登录？", "Do you want to sign out?")
SIGN_IN_AGAIN = Words("重新登录", "Sign in again")
HOME = Words("返回首页", "Go to the dashboard")

ACCOUNT = Words("我的账号", "My account")
DISPLAY_NAME = Words("姓名", "Name")
ROLE = Words("角色", "Role")
SCOPE = Words("负责范围", "In charge of")
SESSIONS = Words("已登录的设备", "Where you are signed in")
SINCE = Words("{since} 登录，最近操作 {seen}", "Since {since}, last active {seen}")
THIS_SESSION = Words("当前设备", "This one")
END_SESSION = Words("退出此设备", "Sign it out")
END_OTHERS = Words("退出其他所有设备", "Sign out everywhere else")
SESSION_ENDED = Words("已退出所选设备。", "It is signed out.")
CHANGE_PASSWORD = Words("修改密码", "Change the password")
OLD_PASSWORD = Words("原密码", "Old password")
NEW_PASSWORD = Words("新密码", "New password")
AGAIN = Words("再次输入新密码", "New password, again")
RULE = Words(
    "至少 10 个字符；几个不相干的词连在一起，好记又难猜。",
    "At least 10 characters; a few unrelated words are easy to remember and hard to guess.",
)
DIFFERENT = Words("两次输入的新密码不一致。", "The new passwords are not the same.")
PASSWORD_CHANGED = Words(
    "密码已修改。其他设备上的登录均已失效。",
    "The password is changed. You are signed out everywhere else.",
)
NO_PASSWORD = Words(
    "您通过统一身份认证登录，请在那里修改密码。",
    "You sign in through your organisation. Change your password there.",
)

FIRST = Words("创建首位管理员", "Make the first administrator")
FIRST_LEAD = Words(
    "系统中还没有账号。这里创建的账号可以管理其他所有账号。",
    "There is no account yet. The one made here administers all others.",
)
MAKE = Words("创建账号", "Make the account")
SET_PASSWORD = Words("设置密码", "Set your password")
SET_PASSWORD_LEAD = Words("为账号“{name}”设置密码。", "Set a password for the account “{name}”.")
SAVE = Words("保存", "Save")
LINK_GONE = Words("链接已失效", "This link no longer works")

FORM_OLD = Words("页面已过期，请重新填写。", "This page had expired. Please fill it in again.")
BUSY = Words(
    "登录人数过多，请稍后再试。", "Too many people are signing in. Please try again in a moment."
)
NO_STORE = Words("暂时无法访问数据", "The data cannot be reached at the moment")
NO_STORE_LEAD = Words(
    "数据库没有响应。数据不会丢失，请几分钟后再试。",
    "The database does not answer. Nothing is lost; try again in a few minutes.",
)
CROWDED_LEAD = Words(
    "同时访问的人太多，数据库暂时忙不过来。数据不会丢失，请稍后再试。",
    "So many people use the database at once that it cannot keep up. Nothing is lost; try again in "
    "a moment.",
)
UPGRADED = Words("已升级，正在更换", "Upgraded, being replaced")
UPGRADED_LEAD = Words(
    "系统刚刚升级，此处仍是旧版本，即将更换。数据不会丢失，请稍后刷新。",
    "The system has just been upgraded; this is still its older version, which is being replaced. "
    "Nothing is lost; reload in a moment.",
)
NOT_YOURS = Words("没有权限", "This is not open to you")
NOT_YOURS_LEAD = Words(
    "您的账号没有此项权限。如有需要，请联系管理员。",
    "Your account does not have this right. Ask an administrator if you need it.",
)
NOT_FOUND = Words("没有这个页面", "There is no such page")
WRONG_HOST = same(
    "400 此地址不属于本系统。管理员可用 XIESHOU_HOSTS 或 XIESHOU_URL 登记域名。\n"
    "This name is not one of this server's. An administrator can add it with XIESHOU_HOSTS "
    "or XIESHOU_URL.\n"
)

OPENID_FAILED = Words("统一身份认证未成功", "Your organisation did not let you in")
OPENID_FAILED_LEAD = Words(
    "认证服务没有确认您的身份，或用时过长。请重试；若仍不成功，请联系管理员。",
    "It did not confirm who you are, or it took too long. Please try again; if that fails too, ask "
    "an administrator.",
)

ROLES = {
    "viewer": Words("查看人员", "Viewer"),
    "auditor": Words("审计人员", "Auditor"),
    "staff": Words("工作人员", "Staff"),
    "admin": Words("管理员", "Administrator"),
}
EVERYTHING = Words("全部", "Everything")
READERS = {
    "viewer": Words("仅查看", "Reading only"),
    "auditor": Words("仅查看，并可查阅审计日志", "Reading only, the audit as well"),
}
