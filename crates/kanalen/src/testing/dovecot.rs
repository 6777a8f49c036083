// SPDX-License-Identifier: EUPL-1.2
//! Starts and stops a private Dovecot.

use std::{
    fmt::Write as _,
    fs,
    net::{SocketAddr, TcpListener},
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use berichten::{
    server::{Login, Secret, Security, Server},
    testing::TestCertificate,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

/// The password of every account.
const PASSWORD: &str = "proef";
/// An account without rights, for when the tests run as root: Dovecot serves no mail of root.
const NOBODY: u32 = 65_534;

/// How the server behaves.
#[derive(Debug, Clone, Default)]
pub struct DovecotOptions {
    /// Encrypts with this and asks for it.
    pub certificate: Option<TestCertificate>,
    /// Checks access tokens here (RFC 7662) and takes no passwords.
    pub introspection_url: Option<String>,
    /// Capabilities it tells of, when not its own.
    pub capabilities: Option<&'static str>,
}

/// A running server. Every account exists; its mail lies in a folder that goes with the server.
pub struct Dovecot {
    /// Port of IMAP.
    pub imap: SocketAddr,
    /// Port of LMTP, by which mail is delivered.
    pub lmtp: SocketAddr,
    /// Address to connect to when encrypted; IMAP over TLS.
    pub imaps: SocketAddr,
    folder: tempfile::TempDir,
    options: DovecotOptions,
    process: Option<Child>,
}

impl Dovecot {
    /// Starts one, or tells on standard error that the program is missing. Only a machine without
    /// Dovecot gives `None`: a Dovecot that does not start fails the test.
    pub async fn start(options: DovecotOptions) -> Option<Self> {
        if Command::new("dovecot")
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_err()
        {
            assert!(std::env::var_os("VOORDEUR_ALL_TESTS").is_none(), "Dovecot is missing: run ./test setup");
            eprintln!("skipped: no Dovecot here (apt-get install dovecot-imapd dovecot-lmtpd)");
            return None;
        }
        let folder = tempfile::Builder::new().prefix("dovecot").tempdir().unwrap();
        let [imap, lmtp, imaps] = free_ports();
        let mut server = Self { imap, lmtp, imaps, folder, options, process: None };
        server.configure();
        server.up().await;
        Some(server)
    }

    /// How a client reaches it.
    pub fn server(&self) -> Server {
        let pem = self.options.certificate.as_ref().map(|c| c.pem.clone());
        let (address, security) =
            if pem.is_some() { (self.imaps, Security::Tls) } else { (self.imap, Security::Plain) };
        Server { host: "localhost".to_owned(), port: address.port(), security, extra_roots: pem }
    }

    /// The login of an account.
    pub fn login(user: &str) -> Login {
        Login::Password { user: user.to_owned(), password: Secret::new(PASSWORD) }
    }

    /// Delivers a mail from nobody to an account, as a mail system does with a report. When this returns, it is in
    /// the mailbox.
    pub async fn deliver(&self, user: &str, raw: &[u8]) {
        deliver(self.lmtp, "", user, raw).await;
    }

    /// Puts many mails in the inbox at once, behind the server's back.
    pub fn place(&self, user: &str, raws: &[String]) {
        let base = self.maildir(user);
        for part in ["tmp", "cur", "new"] {
            fs::create_dir_all(base.join(part)).unwrap();
        }
        for (n, raw) in raws.iter().enumerate() {
            let file = base.join("new").join(format!("{}.p{n}.test", 1_700_000_000 + n));
            fs::write(&file, raw).unwrap();
            self.own(&file);
        }
        for folder in [base.parent().unwrap(), &base, &base.join("tmp"), &base.join("cur"), &base.join("new")]
        {
            self.own(folder);
        }
    }

    /// Mails in a folder, read ones included, and how many of them are marked as read.
    pub fn counted(&self, user: &str, folder: &str) -> (usize, usize) {
        let base = self.maildir(user);
        let base = if folder == "INBOX" { base } else { base.join(format!(".{folder}")) };
        let names = |sub: &str| -> Vec<String> {
            let entries = fs::read_dir(base.join(sub))
                .map(|all| all.map(|e| e.unwrap().file_name().into_string().unwrap()).collect());
            entries.unwrap_or_default()
        };
        let all: Vec<String> = names("new").into_iter().chain(names("cur")).collect();
        let seen = all
            .iter()
            .filter(|name| name.rsplit_once(":2,").is_some_and(|(_, flags)| flags.contains('S')))
            .count();
        (all.len(), seen)
    }

    /// Makes all numbers of a folder new, as after a repair or a move of the server.
    pub async fn renumber(&mut self, user: &str) {
        self.stop();
        let maildir = self.maildir(user);
        for entry in fs::read_dir(&maildir).unwrap().map(Result::unwrap) {
            if entry.file_name().to_string_lossy().starts_with("dovecot") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
        // Dovecot takes the second of the clock for UIDVALIDITY: within one second it would be the same.
        let list = maildir.join("dovecot-uidlist");
        fs::write(&list, "3 V1000000001 N1 G00000000000000000000000000000001\n").unwrap();
        self.own(&list);
        self.up().await;
    }

    /// Puts a copy of every mail of the inbox in another folder too.
    pub fn copy_all(&self, user: &str, folder: &str) {
        let base = self.maildir(user);
        let target = base.join(format!(".{folder}"));
        for part in ["", "new", "cur", "tmp"] {
            fs::create_dir_all(target.join(part)).unwrap();
            self.own(&target.join(part));
        }
        for part in ["new", "cur"] {
            for entry in fs::read_dir(base.join(part)).unwrap().map(Result::unwrap) {
                let name = entry.file_name().into_string().unwrap();
                let copy = target.join("new").join(name.split(":2,").next().unwrap());
                fs::copy(entry.path(), &copy).unwrap();
                self.own(&copy);
            }
        }
    }

    /// Stops the server and everything it started.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.process.take() {
            let asked = Command::new("kill").args(["-TERM", "--", &format!("-{}", child.id())]).status();
            if !asked.is_ok_and(|status| status.success()) {
                drop(child.kill());
            }
            drop(child.wait());
        }
    }

    /// Starts it (again) and waits until it takes lines.
    pub async fn up(&mut self) {
        let conf = self.folder.path().join("dovecot.conf");
        let child = Command::new("dovecot")
            .arg("-F")
            .arg("-c")
            .arg(conf)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        self.process = Some(child.expect("dovecot starts"));
        for _ in 0..400 {
            if TcpStream::connect(self.imap).await.is_ok() && TcpStream::connect(self.lmtp).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        panic!("dovecot does not answer:\n{log}");
    }

    fn maildir(&self, user: &str) -> PathBuf {
        self.folder.path().join("mail").join(user).join("Maildir")
    }

    fn own(&self, path: &Path) {
        if is_root(self.folder.path()) {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }

    fn configure(&self) {
        let base = self.folder.path();
        let mail = base.join("mail");
        fs::create_dir(&mail).unwrap();
        self.own(&mail);
        fs::set_permissions(base, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let root = is_root(base);
        let name = owner_name(base);
        let mut conf = format!(
            "base_dir = {base}/run\nlog_path = {base}/log\nprotocols = imap lmtp\nlisten = 127.0.0.1\n\
             mail_location = maildir:~/Maildir\nmail_max_userip_connections = 1000\nfirst_valid_uid = 1\n\
             auth_mechanisms = plain login xoauth2\nauth_failure_delay = 0\n\
             service imap-login {{\n {chroot}\n inet_listener imap {{\n  port = {imap}\n }}\n inet_listener imaps {{\n  port = {imaps}\n }}\n}}\n\
             service lmtp {{\n inet_listener lmtp {{\n  port = {lmtp}\n }}\n}}\n\
             service anvil {{\n {chroot}\n unix_listener anvil-auth-penalty {{\n  mode = 0\n }}\n}}\nservice stats {{\n {chroot}\n}}\n\
             userdb {{\n driver = static\n args = uid={uid} gid={gid} home={base}/mail/%u allow_all_users=yes\n}}\n",
            base = base.display(),
            chroot = if root { "" } else { "chroot =" },
            imap = self.imap.port(),
            imaps = if self.options.certificate.is_some() { self.imaps.port() } else { 0 },
            lmtp = self.lmtp.port(),
            uid = if root { NOBODY.to_string() } else { name.clone() },
            gid = if root { NOBODY.to_string() } else { name.clone() },
        );
        if !root {
            write!(conf, "default_internal_user = {name}\ndefault_login_user = {name}\n").unwrap();
        }
        self.configure_login(&mut conf);
        fs::write(base.join("dovecot.conf"), conf).unwrap();
    }

    fn configure_login(&self, conf: &mut String) {
        let base = self.folder.path();
        match &self.options.certificate {
            None => conf.push_str("ssl = no\ndisable_plaintext_auth = no\n"),
            Some(certificate) => {
                fs::write(base.join("cert.pem"), &certificate.pem).unwrap();
                fs::write(base.join("key.pem"), &certificate.key_pem).unwrap();
                write!(
                    conf,
                    "ssl = required\nssl_cert = <{0}/cert.pem\nssl_key = <{0}/key.pem\n",
                    base.display()
                )
                .unwrap();
            }
        }
        match &self.options.introspection_url {
            None => write!(conf, "passdb {{\n driver = static\n args = password={PASSWORD}\n}}\n").unwrap(),
            Some(url) => {
                let args = base.join("oauth2.conf");
                let text = format!(
                    "introspection_mode = post\nintrospection_url = {url}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n"
                );
                fs::write(&args, text).unwrap();
                write!(
                    conf,
                    "passdb {{\n driver = oauth2\n mechanisms = xoauth2\n args = {}\n}}\n",
                    args.display()
                )
                .unwrap();
            }
        }
        if let Some(capabilities) = self.options.capabilities {
            writeln!(conf, "imap_capability = {capabilities}").unwrap();
        }
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Ports that are free now. Held together until all are known, so that they differ.
fn free_ports() -> [SocketAddr; 3] {
    let listeners = [0; 3].map(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|l| l.local_addr().unwrap())
}

/// Whether files we make belong to root.
fn is_root(path: &Path) -> bool {
    std::os::unix::fs::MetadataExt::uid(&fs::metadata(path).unwrap()) == 0
}

/// Name of the account that owns `path`; Dovecot wants names.
fn owner_name(path: &Path) -> String {
    let uid = std::os::unix::fs::MetadataExt::uid(&fs::metadata(path).unwrap()).to_string();
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = accounts.lines().find(|line| line.split(':').nth(2) == Some(&uid));
    line.and_then(|line| line.split(':').next()).unwrap_or("nobody").to_owned()
}

/// Delivers a mail by LMTP (RFC 2033); `from` is the envelope sender.
pub(super) async fn deliver(lmtp: SocketAddr, from: &str, user: &str, raw: &[u8]) {
    let mut stream = BufReader::new(TcpStream::connect(lmtp).await.unwrap());
    answer(&mut stream, "2").await;
    for command in ["LHLO test", &format!("MAIL FROM:<{from}>"), &format!("RCPT TO:<{user}>")] {
        say(&mut stream, command.as_bytes()).await;
        answer(&mut stream, "2").await;
    }
    say(&mut stream, b"DATA").await;
    answer(&mut stream, "3").await;
    for line in raw.strip_suffix(b"\n").unwrap_or(raw).split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.starts_with(b".") {
            stream.write_all(b".").await.unwrap();
        }
        say(&mut stream, line).await;
    }
    say(&mut stream, b".").await;
    answer(&mut stream, "2").await;
}

async fn say(stream: &mut BufReader<TcpStream>, line: &[u8]) {
    stream.write_all(&[line, b"\r\n"].concat()).await.unwrap();
}

async fn answer(stream: &mut BufReader<TcpStream>, class: &str) {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        assert!(line.starts_with(class), "LMTP says {line:?}");
        if line.as_bytes().get(3) != Some(&b'-') {
            return;
        }
    }
}
