<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>Attach</name>
    <message>
        <source>Attach a file to the claim of %1</source>
        <translation>Lampirkan berkas ke klaim %1</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Pilih berkas</translation>
    </message>
    <message>
        <source>Pictures and PDF (%1)</source>
        <translation>Gambar dan PDF (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Semua berkas (*)</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Pilih</translation>
    </message>
    <message>
        <source>Keeping the file…</source>
        <translation>Menyimpan berkas…</translation>
    </message>
    <message>
        <source>Choose a file, or drop one here.</source>
        <translation>Pilih berkas, atau seret ke sini.</translation>
    </message>
    <message>
        <source>This file cannot be attached.</source>
        <translation>Berkas ini tidak dapat dilampirkan.</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Membaca berkas…</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Lampirkan</translation>
    </message>
    <message>
        <source>Which document is it?</source>
        <translation>Dokumen apa ini?</translation>
    </message>
    <message>
        <source>Preview of the file</source>
        <translation>Pratinjau berkas</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 berkas</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 berkas</translation>
    </message>
    <message>
        <source>Other file</source>
        <translation>Berkas lain</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>menunggu dikirim</translation>
    </message>
    <message>
        <source>%1 % sent</source>
        <translation>terkirim %1 %</translation>
    </message>
    <message>
        <source>at the centre</source>
        <translation>sudah di pusat</translation>
    </message>
    <message>
        <source>attached by another desk</source>
        <translation>dilampirkan meja lain</translation>
    </message>
    <message>
        <source>refused by the centre (F2)</source>
        <translation>ditolak pusat (F2)</translation>
    </message>
    <message>
        <source>lost on this desk, attach it again</source>
        <translation>hilang di meja ini, lampirkan lagi</translation>
    </message>
    <message>
        <source>late</source>
        <translation>susulan</translation>
    </message>
    <message>
        <source>The claim has this very file already, as: %1. Choose another file.</source>
        <translation>Berkas yang sama sudah terlampir sebagai: %1. Pilih berkas lain.</translation>
    </message>
    <message>
        <source>This claim is decided: the file is kept with it as a late one.</source>
        <translation>Klaim ini sudah diputus: berkas dicatat sebagai susulan.</translation>
    </message>
    <message>
        <source>%1 files came, this is the first. Bring the others one by one.</source>
        <translation>%1 berkas masuk, ini yang pertama. Lampirkan yang lain satu per satu.</translation>
    </message>
    <message>
        <source>This file has %1, the most is %2. Scan it with fewer dots, or make the picture smaller.</source>
        <translation>Berkas ini %1, paling besar %2. Pindai dengan resolusi lebih rendah, atau perkecil gambarnya.</translation>
    </message>
    <message>
        <source>This PDF has %1 pages, the most is %2. Save the pages of this document alone.</source>
        <translation>PDF ini berisi %1 halaman, paling banyak %2. Simpan halaman dokumen ini saja.</translation>
    </message>
    <message>
        <source>This picture has %1 × %2 pixels, too many to be shown. Scan it with fewer dots.</source>
        <translation>Gambar ini %1 × %2 piksel, terlalu besar untuk ditampilkan. Pindai dengan resolusi lebih rendah.</translation>
    </message>
    <message>
        <source>This file is empty. Choose another one, or scan the paper again.</source>
        <translation>Berkas ini kosong. Pilih berkas lain, atau pindai lagi dokumennya.</translation>
    </message>
    <message>
        <source>This is neither a picture nor a PDF, whatever its name says. Choose a photograph or a scan.</source>
        <translation>Isi berkas ini bukan gambar atau PDF, apa pun namanya. Pilih foto atau hasil pindai.</translation>
    </message>
    <message>
        <source>This file is damaged or cut short. Copy it once more, or scan the paper again.</source>
        <translation>Berkas ini rusak atau terpotong. Salin sekali lagi, atau pindai lagi dokumennya.</translation>
    </message>
    <message>
        <source>This PDF asks for a password. Ask for one without, or photograph the paper.</source>
        <translation>PDF ini meminta kata sandi. Minta yang tanpa kata sandi, atau potret kertasnya.</translation>
    </message>
    <message>
        <source>This file takes too long to open. Save it anew, or scan the paper again.</source>
        <translation>Berkas ini terlalu lama dibuka. Simpan ulang, atau pindai lagi kertasnya.</translation>
    </message>
    <message>
        <source>Nothing is printed in this picture. Choose another file, or take the other side.</source>
        <translation>Tidak ada tulisan dalam gambar ini. Pilih berkas lain, atau ambil sisi lainnya.</translation>
    </message>
    <message>
        <source>This picture has too few dots to be read. Scan the paper, or photograph it from closer.</source>
        <translation>Gambar ini terlalu kecil untuk dibaca. Pindai kertasnya, atau foto dari lebih dekat.</translation>
    </message>
    <message>
        <source>This picture is blurred. Photograph the paper once more, or scan it.</source>
        <translation>Gambar ini buram. Foto sekali lagi, atau pindai kertasnya.</translation>
    </message>
    <message>
        <source>Light covers a part of the paper in this picture. Photograph it without flash, or scan it.</source>
        <translation>Pantulan cahaya menutupi sebagian kertas dalam gambar ini. Foto tanpa lampu kilat, atau pindai.</translation>
    </message>
    <message>
        <source>This picture is too dark. Photograph the paper where there is more light.</source>
        <translation>Gambar ini terlalu gelap. Foto kertasnya di tempat yang lebih terang.</translation>
    </message>
    <message>
        <source>Fingers cover a part of the paper in this picture. Photograph it lying on a table.</source>
        <translation>Jari menutupi sebagian kertas dalam gambar ini. Foto saat kertas terletak di meja.</translation>
    </message>
    <message>
        <source>This file is no longer there. Choose it again.</source>
        <translation>Berkas ini sudah tidak ada di tempatnya. Pilih lagi.</translation>
    </message>
    <message>
        <source>This is a folder. Choose one file in it.</source>
        <translation>Ini folder. Pilih satu berkas di dalamnya.</translation>
    </message>
    <message>
        <source>This is a device, not a file. Choose a file.</source>
        <translation>Ini perangkat, bukan berkas. Pilih sebuah berkas.</translation>
    </message>
    <message>
        <source>This file may not be read. Close it in the other program, or copy it to another folder.</source>
        <translation>Berkas ini tidak boleh dibaca. Tutup di program lain, atau salin ke folder lain.</translation>
    </message>
    <message>
        <source>This file cannot be read. Look after its disk or stick, then choose it again.</source>
        <translation>Berkas ini tidak dapat dibaca. Periksa diska atau flash disknya, lalu pilih lagi.</translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>Queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>Booths</source>
        <translation>Bilik</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Daring</translation>
    </message>
    <message>
        <source>Collective</source>
        <translation>Kolektif</translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation>terlama %1</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>disetujui</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>dikembalikan</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>referred</source>
        <translation>diajukan</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Penyelia</translation>
    </message>
    <message>
        <source>Head of the branch</source>
        <translation>Kepala cabang</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>%1 of %2 booths occupied</source>
        <translation>%1 dari %2 bilik terisi</translation>
    </message>
    <message>
        <source>No booth needs you. Press a number, then C, to call the next ticket.</source>
        <translation>Belum ada bilik yang perlu Anda. Tekan nomor bilik, lalu C, untuk memanggil antrean.</translation>
    </message>
</context>
<context>
    <name>Booth</name>
    <message>
        <source>Sat down in the booth</source>
        <translation>Duduk di bilik</translation>
    </message>
    <message>
        <source>Agreed to the conversation</source>
        <translation>Menyetujui percakapan</translation>
    </message>
    <message>
        <source>Took the consent back</source>
        <translation>Menarik persetujuan</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Selesai: %1</translation>
    </message>
    <message>
        <source>Got stuck: %1</source>
        <translation>Terhenti: %1</translation>
    </message>
    <message>
        <source>Called the officer</source>
        <translation>Memanggil petugas</translation>
    </message>
    <message>
        <source>Spoke while on hold</source>
        <translation>Berbicara saat ditahan</translation>
    </message>
    <message>
        <source>Read the form and confirmed it</source>
        <translation>Membaca dan membenarkan formulir</translation>
    </message>
    <message>
        <source>Marked as wrong on the form: %1</source>
        <translation>Ditandai salah di formulir: %1</translation>
    </message>
    <message>
        <source>Signed the form</source>
        <translation>Menandatangani formulir</translation>
    </message>
    <message>
        <source>%1 taken, sharp</source>
        <translation>%1 diambil, tajam</translation>
    </message>
    <message>
        <source>%1 not sharp enough yet</source>
        <translation>%1 belum cukup tajam</translation>
    </message>
    <message>
        <source>Differs from the record: %1</source>
        <translation>Berbeda dengan data pusat: %1</translation>
    </message>
    <message>
        <source>The line to the booth was cut</source>
        <translation>Sambungan ke bilik terputus</translation>
    </message>
    <message>
        <source>The booth is back</source>
        <translation>Bilik tersambung lagi</translation>
    </message>
    <message>
        <source>Out of order in the booth: %1</source>
        <translation>Gangguan di bilik: %1</translation>
    </message>
    <message>
        <source>Left the chair</source>
        <translation>Meninggalkan kursi</translation>
    </message>
    <message>
        <source>Is in the chair again</source>
        <translation>Ada di kursi lagi</translation>
    </message>
    <message>
        <source>Covered the camera</source>
        <translation>Menutup kamera</translation>
    </message>
    <message>
        <source>Opened the camera again</source>
        <translation>Membuka kamera lagi</translation>
    </message>
    <message>
        <source>consent</source>
        <translation>persetujuan</translation>
    </message>
    <message>
        <source>reading the form</source>
        <translation>membaca formulir</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>tanda tangan</translation>
    </message>
    <message>
        <source>interview</source>
        <translation>wawancara</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>tanda terima</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>kamera</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>mikrofon</translation>
    </message>
    <message>
        <source>document camera</source>
        <translation>kamera dokumen</translation>
    </message>
    <message>
        <source>The participant agreed to the conversation in the booth (text %1, language %2).</source>
        <translation>Peserta menyetujui percakapan di bilik (teks %1, bahasa %2).</translation>
    </message>
    <message>
        <source>The participant took the consent to the conversation back.</source>
        <translation>Peserta menarik persetujuan percakapan.</translation>
    </message>
    <message>
        <source>The participant read the form on the booth&apos;s screen and confirmed it (version %1).</source>
        <translation>Peserta membaca formulir di layar bilik dan membenarkannya (versi %1).</translation>
    </message>
    <message>
        <source>The participant marked as wrong on the form (version %1): %2.</source>
        <translation>Peserta menandai salah pada formulir (versi %1): %2.</translation>
    </message>
    <message>
        <source>The participant signed the form on the booth&apos;s screen (version %1).</source>
        <translation>Peserta menandatangani formulir di layar bilik (versi %1).</translation>
    </message>
    <message>
        <source>While you were away</source>
        <translation>Saat Anda pergi</translation>
    </message>
    <message>
        <source>You were in: %1</source>
        <translation>Anda tadi mengisi: %1</translation>
    </message>
    <message>
        <source>Next question: %1</source>
        <translation>Berikutnya: %1</translation>
    </message>
    <message>
        <source>Booth %1</source>
        <translation>Bilik %1</translation>
    </message>
    <message>
        <source>Show on the booth&apos;s screen</source>
        <translation>Tampilkan di layar bilik</translation>
    </message>
    <message>
        <source>What can be shown</source>
        <translation>Yang dapat ditampilkan</translation>
    </message>
    <message>
        <source>Or own words (at most %1 signs)</source>
        <translation>Atau kalimat sendiri (paling banyak %1 tanda)</translation>
    </message>
    <message>
        <source>Something is shown in this booth now. Del takes it away.</source>
        <translation>Ada yang sedang tampil di bilik ini. Del menghapusnya dari layar.</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Hapus dari layar</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>The form, to be read and confirmed</source>
        <translation>Formulir, untuk dibaca dan dibenarkan</translation>
    </message>
    <message>
        <source>Document: %1</source>
        <translation>Dokumen: %1</translation>
    </message>
    <message>
        <source>Chair empty for %1</source>
        <translation>Kursi kosong %1</translation>
    </message>
    <message>
        <source>Somebody is here, %1</source>
        <translation>Ada orang, %1</translation>
    </message>
</context>
<context>
    <name>Clashes</name>
    <message>
        <source>Same NIK</source>
        <translation>NIK sama</translation>
    </message>
    <message>
        <source>Same account</source>
        <translation>Rekening sama</translation>
    </message>
    <message>
        <source>Same document</source>
        <translation>Dokumen sama</translation>
    </message>
    <message>
        <source>booth %1</source>
        <translation>bilik %1</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Compare %1</source>
        <translation>Bandingkan %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>other document</source>
        <translation>dokumen lain</translation>
    </message>
    <message>
        <source>hold: open the digits, on record</source>
        <translation>tahan: buka angka, tercatat</translation>
    </message>
    <message>
        <source>look closer</source>
        <translation>perbesar</translation>
    </message>
    <message>
        <source>Correct the form</source>
        <translation>Perbaiki formulir</translation>
    </message>
    <message>
        <source>Propose correction of the record</source>
        <translation>Ajukan koreksi data pusat</translation>
    </message>
    <message>
        <source>Accept with reason</source>
        <translation>Terima dengan alasan</translation>
    </message>
    <message>
        <source>Confirm %1 field(s)</source>
        <translation>Sahkan %1 isian</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Jenis kelamin</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>KPJ</source>
        <translation>KPJ</translation>
    </message>
    <message>
        <source>NPWP</source>
        <translation>NPWP</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Sejak</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Perusahaan</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Rekening</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Atas nama</translation>
    </message>
    <message>
        <source>same</source>
        <translation>sama</translation>
    </message>
    <message>
        <source>%1 digits the same</source>
        <translation>%1 angka sama</translation>
    </message>
    <message>
        <source>same, fits the NIK</source>
        <translation>sama, cocok NIK</translation>
    </message>
    <message>
        <source>%1 letter(s) differ</source>
        <translation>beda %1 huruf</translation>
    </message>
    <message>
        <source>another usual form</source>
        <translation>ejaan lain, lazim</translation>
    </message>
    <message>
        <source>%1 digit(s) differ</source>
        <translation>beda %1 angka</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>berbeda</translation>
    </message>
    <message>
        <source>differs, people move</source>
        <translation>pindah, wajar</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>belum dibaca</translation>
    </message>
    <message>
        <source>form is empty</source>
        <translation>formulir kosong</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>belum ada</translation>
    </message>
    <message>
        <source>%1 (read by camera)</source>
        <translation>%1 (dibaca kamera)</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulir</translation>
    </message>
    <message>
        <source>Central record</source>
        <translation>Data pusat</translation>
    </message>
    <message>
        <source>Uploaded copy</source>
        <translation>Unggahan</translation>
    </message>
    <message>
        <source>%1 on the form: %2 → %3</source>
        <translation>%1 di formulir: %2 → %3</translation>
    </message>
    <message>
        <source>%1 can be filled in: %2</source>
        <translation>%1 dapat diisi: %2</translation>
    </message>
    <message>
        <source>The central record has %1, the %2 has %3.</source>
        <translation>Data pusat menulis %1, %2 menulis %3.</translation>
    </message>
    <message>
        <source>The uploaded copy has %1, the original has %2.</source>
        <translation>Unggahan menulis %1, dokumen asli menulis %2.</translation>
    </message>
    <message>
        <source>on the card</source>
        <translation>di KTP</translation>
    </message>
    <message>
        <source>live</source>
        <translation>langsung</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>Enrol this desk</source>
        <translation>Daftarkan meja ini</translation>
    </message>
    <message>
        <source>The administrator gives the code for each desk; it can be used once, for 24 hours.</source>
        <translation>Administrator memberi kode untuk setiap meja. Kode berlaku 24 jam dan hanya sekali pakai.</translation>
    </message>
    <message>
        <source>Address of the centre</source>
        <translation>Alamat pusat</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>Kode sekali pakai</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Tutup program</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Daftarkan</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <translation>Sedang keluar…</translation>
    </message>
    <message>
        <source>Sign in in the browser, then come back…</source>
        <translation>Masuklah di peramban, lalu kembali ke sini…</translation>
    </message>
    <message>
        <source>Asking the centre…</source>
        <translation>Menghubungi pusat…</translation>
    </message>
    <message>
        <source>The centre answered what this program does not know (%2). Tell the supervisor.</source>
        <translation>Jawaban pusat tidak dikenal program ini (%2). Beri tahu penyelia.</translation>
    </message>
    <message>
        <source>The centre has a fault just now. Try again in a while.</source>
        <translation>Pusat sedang terganggu. Coba lagi sebentar lagi.</translation>
    </message>
    <message>
        <source>What answers at this address is no centre. Check the address.</source>
        <translation>Yang menjawab di alamat ini bukan pusat. Periksa alamatnya.</translation>
    </message>
    <message>
        <source>The centre cannot be reached. You may go on without it until %1.</source>
        <translation>Pusat tidak terjangkau. Anda dapat masuk luring sampai %1.</translation>
    </message>
    <message>
        <source>The time for signing in without the centre is over.</source>
        <translation>Waktu untuk masuk luring sudah habis.</translation>
    </message>
    <message>
        <source>The clock of this computer was set back. Set it right.</source>
        <translation>Jam komputer ini mundur. Betulkan jamnya.</translation>
    </message>
    <message>
        <source>Who has not signed in at this desk before needs the centre for it.</source>
        <translation>Masuk luring hanya untuk petugas yang sudah pernah masuk di meja ini.</translation>
    </message>
    <message>
        <source>The new password needs at least 12 characters.</source>
        <translation>Kata sandi baru perlu paling sedikit 12 karakter.</translation>
    </message>
    <message>
        <source>The new password has a sign that cannot be kept. Choose another.</source>
        <translation>Kata sandi baru memuat tanda yang tidak dapat disimpan. Pilih yang lain.</translation>
    </message>
    <message>
        <source>Leave your name and your staff number out of the new password.</source>
        <translation>Jangan memakai nama atau nomor pegawai dalam kata sandi baru.</translation>
    </message>
    <message>
        <source>The new password is the old one. Choose another.</source>
        <translation>Kata sandi baru sama dengan yang lama. Pilih yang lain.</translation>
    </message>
    <message>
        <source>The two new passwords differ. Write them again.</source>
        <translation>Kedua kata sandi baru berbeda. Tulis lagi.</translation>
    </message>
    <message>
        <source>The new password is too easy to guess. Choose another.</source>
        <translation>Kata sandi baru terlalu mudah ditebak. Pilih yang lain.</translation>
    </message>
    <message>
        <source>All your work is at the centre.</source>
        <translation>Semua pekerjaan Anda sudah ada di pusat.</translation>
    </message>
    <message>
        <source>Attachments are not sent yet.</source>
        <translation>Lampiran belum terkirim.</translation>
    </message>
    <message>
        <source>1 piece of work is not sent yet.</source>
        <translation>1 pekerjaan belum terkirim.</translation>
    </message>
    <message>
        <source>%1 pieces of work are not sent yet.</source>
        <translation>%1 pekerjaan belum terkirim.</translation>
    </message>
    <message>
        <source>It stays on this desk, encrypted, and is sent when you or somebody else signs in here. Nothing is lost.</source>
        <translation>Pekerjaan itu tetap di meja ini, terenkripsi, dan dikirim saat Anda atau petugas lain masuk di sini. Tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>Staff number or password is not right. Write both again.</source>
        <translation>Nomor pegawai atau kata sandi tidak cocok. Tulis keduanya lagi.</translation>
    </message>
    <message>
        <source>Too many tries. Try again in %1.</source>
        <translation>Terlalu banyak percobaan. Coba lagi dalam %1.</translation>
    </message>
    <message>
        <source>The centre is busy. Try again in %1.</source>
        <translation>Pusat sedang sibuk. Coba lagi dalam %1.</translation>
    </message>
    <message>
        <source>This staff number is no longer active. Ask the administrator.</source>
        <translation>Nomor pegawai ini tidak aktif lagi. Hubungi administrator.</translation>
    </message>
    <message>
        <source>You belong to another branch, this desk is not for you.</source>
        <translation>Anda terdaftar di cabang lain. Meja ini bukan untuk cabang Anda.</translation>
    </message>
    <message>
        <source>The centre does not know you as an officer. Ask the administrator.</source>
        <translation>Pusat tidak mengenal Anda sebagai petugas. Hubungi administrator.</translation>
    </message>
    <message>
        <source>This desk is blocked. Call the supervisor.</source>
        <translation>Meja ini diblokir. Hubungi penyelia.</translation>
    </message>
    <message>
        <source>This desk&apos;s enrolment holds no longer. Enrol the desk again.</source>
        <translation>Pendaftaran meja ini tidak berlaku lagi. Daftarkan lagi meja ini.</translation>
    </message>
    <message>
        <source>The centre has ended your session. Sign in again.</source>
        <translation>Sesi Anda sudah diakhiri pusat. Masuklah lagi.</translation>
    </message>
    <message>
        <source>This code is not right, was used, or is too old. Ask the administrator for another.</source>
        <translation>Kode ini salah, sudah dipakai, atau kedaluwarsa. Minta kode baru kepada administrator.</translation>
    </message>
    <message>
        <source>Choose a password of your own first.</source>
        <translation>Pilih dulu kata sandi Anda sendiri.</translation>
    </message>
    <message>
        <source>The organisation&apos;s sign-in has not let you in. Try again.</source>
        <translation>Akun organisasi belum memberi izin masuk. Coba lagi.</translation>
    </message>
    <message>
        <source>The sign-in in the browser took too long. Begin again.</source>
        <translation>Masuk lewat peramban terlalu lama. Mulai lagi.</translation>
    </message>
    <message>
        <source>The disk of this desk does not take anything. Make room, then try again.</source>
        <translation>Diska meja ini tidak dapat ditulisi. Kosongkan ruang, lalu coba lagi.</translation>
    </message>
    <message>
        <source>The program made a mistake. Try again; if it stays so, tell the supervisor.</source>
        <translation>Terjadi kesalahan pada program. Coba lagi; bila tetap begitu, beri tahu penyelia.</translation>
    </message>
    <message>
        <source>The centre cannot be reached. Check the line and the address.</source>
        <translation>Pusat tidak terjangkau. Periksa jaringan dan alamatnya.</translation>
    </message>
    <message>
        <source>The centre does not answer in time. Try again.</source>
        <translation>Pusat tidak menjawab tepat waktu. Coba lagi.</translation>
    </message>
    <message>
        <source>No safe connection to this address. Check the address.</source>
        <translation>Sambungan aman ke alamat ini tidak terbentuk. Periksa alamatnya.</translation>
    </message>
    <message>
        <source>The organisation&apos;s sign-in cannot be reached. Use your password.</source>
        <translation>Akun organisasi tidak terjangkau. Pakai kata sandi Anda.</translation>
    </message>
    <message>
        <source>What is told to this address could be read on the way. Write one that begins with https://.</source>
        <translation>Sambungan ke alamat ini dapat dibaca orang lain. Tulis alamat yang diawali https://.</translation>
    </message>
    <message>
        <source>This is no address of a centre. It looks like https://centre.example:8414.</source>
        <translation>Ini bukan alamat pusat. Bentuknya seperti https://centre.example:8414.</translation>
    </message>
    <message>
        <source>Screen locked</source>
        <translation>Layar terkunci</translation>
    </message>
    <message>
        <source>Choose a password of your own</source>
        <translation>Pilih kata sandi Anda sendiri</translation>
    </message>
    <message>
        <source>Only you may know your password. At least 12 characters, without your name and staff number; some words one after the other are easy to keep in mind.</source>
        <translation>Hanya Anda yang boleh tahu kata sandi Anda. Paling sedikit 12 karakter, tanpa nama dan nomor pegawai; beberapa kata berurutan mudah diingat.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Kata sandi baru</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Kata sandi baru sekali lagi</translation>
    </message>
    <message>
        <source>Change and sign in</source>
        <translation>Ganti dan masuk</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Sembunyikan</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Cameras and sending go on. Write your password to go on working.</source>
        <translation>Kamera dan pengiriman tetap berjalan. Tulis kata sandi untuk bekerja lagi.</translation>
    </message>
    <message>
        <source>Staff number (NPK)</source>
        <translation>Nomor pegawai (NPK)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kata sandi</translation>
    </message>
    <message>
        <source>Another officer</source>
        <translation>Petugas lain</translation>
    </message>
    <message>
        <source>Enrol the desk</source>
        <translation>Daftarkan meja</translation>
    </message>
    <message>
        <source>Organisation&apos;s sign-in</source>
        <translation>Akun organisasi</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Masuk luring</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Buka kunci</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Keluar</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Tidak jadi</translation>
    </message>
    <message>
        <source>Sign out, leave it here</source>
        <translation>Keluar, simpan di sini</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>%1 of %2 passed</source>
        <translation>%1 dari %2 lulus</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Pemeriksaan</translation>
    </message>
    <message>
        <source>Older reason</source>
        <translation>Alasan lama</translation>
    </message>
    <message>
        <source>Reason to accept</source>
        <translation>Alasan menerima</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Asli</translation>
    </message>
    <message>
        <source>Not original</source>
        <translation>Bukan asli</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Cocok</translation>
    </message>
    <message>
        <source>Does not match</source>
        <translation>Tidak cocok</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Belum</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identitas</translation>
    </message>
    <message>
        <source>Membership</source>
        <translation>Kepesertaan</translation>
    </message>
    <message>
        <source>History of work</source>
        <translation>Riwayat pekerjaan</translation>
    </message>
    <message>
        <source>Cause of claim and eligibility</source>
        <translation>Sebab klaim dan kelayakan</translation>
    </message>
    <message>
        <source>Heir</source>
        <translation>Ahli waris</translation>
    </message>
    <message>
        <source>Account to pay to</source>
        <translation>Rekening tujuan</translation>
    </message>
    <message>
        <source>Reckoning</source>
        <translation>Perhitungan</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Persetujuan</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Earlier claims</source>
        <translation>Klaim sebelumnya</translation>
    </message>
    <message>
        <source>May be claimed from</source>
        <translation>Boleh klaim mulai</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Dinilai menurut</translation>
    </message>
    <message>
        <source>Not saved on this desk yet</source>
        <translation>Belum tersimpan di meja ini</translation>
    </message>
    <message>
        <source>Still active</source>
        <translation>Masih aktif</translation>
    </message>
    <message>
        <source>Inactive since %1</source>
        <translation>Non-aktif sejak %1</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Belum ditanya</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ya</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Tidak</translation>
    </message>
    <message>
        <source>%1 of %2 seen</source>
        <translation>%1 dari %2 asli</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumen</translation>
    </message>
    <message>
        <source>Choose the cause of the claim; the documents it needs stand here.</source>
        <translation>Pilih sebab klaim; dokumen yang diperlukan tampil di sini.</translation>
    </message>
    <message>
        <source>Write the date as dd-mm-yyyy</source>
        <translation>Tulis tanggal sebagai hh-bb-tttt</translation>
    </message>
    <message>
        <source>Before the first day</source>
        <translation>Lebih awal dari hari pertama</translation>
    </message>
    <message>
        <source>%1 empty</source>
        <translation>%1 kosong</translation>
    </message>
    <message>
        <source>NIK: region %1 not known</source>
        <translation>NIK: wilayah %1 tidak dikenal</translation>
    </message>
    <message>
        <source>NIK: %1 (old code)</source>
        <translation>NIK: %1 (kode lama)</translation>
    </message>
    <message>
        <source>NIK: %1</source>
        <translation>NIK: %1</translation>
    </message>
    <message>
        <source>1 finding</source>
        <translation>1 temuan</translation>
    </message>
    <message>
        <source>%1 findings</source>
        <translation>%1 temuan</translation>
    </message>
    <message>
        <source>not agreed</source>
        <translation>tidak disetujui</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>belum ditanya</translation>
    </message>
    <message>
        <source>not to be recorded</source>
        <translation>tidak direkam</translation>
    </message>
    <message>
        <source>The NIK tells another birth date</source>
        <translation>NIK menunjuk tanggal lahir lain</translation>
    </message>
    <message>
        <source>Centre&apos;s record: %1</source>
        <translation>Data pusat: %1</translation>
    </message>
    <message>
        <source>Another card, not merged yet</source>
        <translation>Kartu lain, belum digabung</translation>
    </message>
    <message>
        <source>A NIK has 16 digits</source>
        <translation>NIK harus 16 angka</translation>
    </message>
    <message>
        <source>The birth date inside the NIK is not in the calendar</source>
        <translation>Tanggal lahir di dalam NIK tidak ada di kalender</translation>
    </message>
    <message>
        <source>The last four digits of a NIK are not 0000</source>
        <translation>Empat angka terakhir NIK tidak boleh 0000</translation>
    </message>
    <message>
        <source>An account number has 5 to 20 digits</source>
        <translation>Nomor rekening 5 sampai 20 angka</translation>
    </message>
    <message>
        <source>Not the participant&apos;s name</source>
        <translation>Bukan nama peserta</translation>
    </message>
    <message>
        <source>Ask for an active account</source>
        <translation>Minta rekening yang aktif</translation>
    </message>
    <message>
        <source>%1 digits; %2 has %3</source>
        <translation>%1 angka; %2 biasanya %3</translation>
    </message>
    <message>
        <source>%1. Participant&apos;s name: %2</source>
        <translation>%1. Nama peserta: %2</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>NIK</source>
        <translation>NIK</translation>
    </message>
    <message>
        <source>Family card number</source>
        <translation>Nomor KK</translation>
    </message>
    <message>
        <source>Place of birth</source>
        <translation>Tempat lahir</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Tanggal lahir</translation>
    </message>
    <message>
        <source>Mother&apos;s maiden name</source>
        <translation>Nama ibu kandung</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Nomor HP</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Membership number (KPJ)</source>
        <translation>Nomor peserta (KPJ)</translation>
    </message>
    <message>
        <source>Other KPJ</source>
        <translation>KPJ lain</translation>
    </message>
    <message>
        <source>Last employer</source>
        <translation>Perusahaan terakhir</translation>
    </message>
    <message>
        <source>Employed from</source>
        <translation>Masa kerja dari</translation>
    </message>
    <message>
        <source>until</source>
        <translation>sampai</translation>
    </message>
    <message>
        <source>Cause of claim</source>
        <translation>Sebab klaim</translation>
    </message>
    <message>
        <source>Date of the cause</source>
        <translation>Tanggal sebab klaim</translation>
    </message>
    <message>
        <source>Tax number (NPWP)</source>
        <translation>NPWP</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Account number</source>
        <translation>Nomor rekening</translation>
    </message>
    <message>
        <source>Account holder</source>
        <translation>Atas nama</translation>
    </message>
    <message>
        <source>Still active?</source>
        <translation>Masih aktif?</translation>
    </message>
    <message>
        <source>Is the ID card the original?</source>
        <translation>Apakah KTP asli?</translation>
    </message>
    <message>
        <source>Is the face that of the ID card?</source>
        <translation>Apakah wajah cocok dengan KTP?</translation>
    </message>
    <message>
        <source>Recording agreed?</source>
        <translation>Perekaman disetujui?</translation>
    </message>
    <message>
        <source>Works nowhere else?</source>
        <translation>Tidak bekerja di tempat lain?</translation>
    </message>
    <message>
        <source>Layoff not in dispute?</source>
        <translation>PHK tidak diperselisihkan?</translation>
    </message>
    <message>
        <source>Amount agreed?</source>
        <translation>Jumlah disetujui?</translation>
    </message>
    <message>
        <source>Heir&apos;s full name</source>
        <translation>Nama ahli waris</translation>
    </message>
    <message>
        <source>Heir&apos;s NIK</source>
        <translation>NIK ahli waris</translation>
    </message>
    <message>
        <source>Relation to the participant</source>
        <translation>Hubungan dengan peserta</translation>
    </message>
    <message>
        <source>Earlier employer</source>
        <translation>Pemberi kerja terdahulu</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>1 employer</source>
        <translation>1 pemberi kerja</translation>
    </message>
    <message>
        <source>%1 employers</source>
        <translation>%1 pemberi kerja</translation>
    </message>
    <message>
        <source>%1 years %2 months</source>
        <translation>%1 tahun %2 bulan</translation>
    </message>
    <message>
        <source>Merge the cards first (amalgamasi): the form tells %1 y, the record %2 y %3 m</source>
        <translation>Gabungkan kartu dulu (amalgamasi): formulir %1 th, data pusat %2 th %3 bln</translation>
    </message>
    <message>
        <source>Widow or widower</source>
        <translation>Janda atau duda</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Anak</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Orang tua</translation>
    </message>
    <message>
        <source>Grandchild</source>
        <translation>Cucu</translation>
    </message>
    <message>
        <source>Brother or sister</source>
        <translation>Saudara kandung</translation>
    </message>
    <message>
        <source>Parent-in-law</source>
        <translation>Mertua</translation>
    </message>
    <message>
        <source>Named in the will</source>
        <translation>Tercantum dalam wasiat</translation>
    </message>
    <message>
        <source>A KPJ has 11 digits</source>
        <translation>KPJ harus 11 angka</translation>
    </message>
    <message>
        <source>A family card number has 16 digits</source>
        <translation>Nomor KK harus 16 angka</translation>
    </message>
    <message>
        <source>An NPWP has 15 or 16 digits</source>
        <translation>NPWP terdiri dari 15 atau 16 angka</translation>
    </message>
    <message>
        <source>No valid mobile number</source>
        <translation>Nomor HP tidak sah</translation>
    </message>
    <message>
        <source>No mobile number</source>
        <translation>Bukan nomor HP</translation>
    </message>
    <message>
        <source>Digits only</source>
        <translation>Hanya angka</translation>
    </message>
    <message>
        <source>A spreadsheet cut this number short, type all of it</source>
        <translation>Angka terpotong lembar kerja, ketik seluruhnya</translation>
    </message>
    <message>
        <source>The date inside the number is not in the calendar</source>
        <translation>Tanggal di dalam nomor tidak ada di kalender</translation>
    </message>
    <message>
        <source>One digit of this number is wrong</source>
        <translation>Ada satu angka yang salah</translation>
    </message>
    <message>
        <source>Write the e-mail as name@place.id</source>
        <translation>Tulis email seperti nama@tempat.id</translation>
    </message>
    <message>
        <source>This day is still to come</source>
        <translation>Tanggal ini belum tiba</translation>
    </message>
    <message>
        <source>This day is too long ago</source>
        <translation>Tanggal ini terlalu lama</translation>
    </message>
    <message>
        <source>A name has no digits</source>
        <translation>Nama tidak berisi angka</translation>
    </message>
    <message>
        <source>No waiting</source>
        <translation>Tanpa masa tunggu</translation>
    </message>
    <message>
        <source>%1, %2 days past</source>
        <translation>%1, lewat %2 hari</translation>
    </message>
    <message>
        <source>%1, in %2 days</source>
        <translation>%1, %2 hari lagi</translation>
    </message>
    <message>
        <source>Date of layoff</source>
        <translation>Tanggal PHK</translation>
    </message>
    <message>
        <source>Date of resignation</source>
        <translation>Tanggal mengundurkan diri</translation>
    </message>
    <message>
        <source>Contract ended on</source>
        <translation>Tanggal habis kontrak</translation>
    </message>
    <message>
        <source>Date of death</source>
        <translation>Tanggal meninggal dunia</translation>
    </message>
    <message>
        <source>Membership card</source>
        <translation>Kartu peserta</translation>
    </message>
    <message>
        <source>ID card</source>
        <translation>KTP</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Paspor</translation>
    </message>
    <message>
        <source>Stay permit (KITAS)</source>
        <translation>Izin tinggal (KITAS)</translation>
    </message>
    <message>
        <source>Family card</source>
        <translation>Kartu Keluarga</translation>
    </message>
    <message>
        <source>Bank book</source>
        <translation>Buku tabungan</translation>
    </message>
    <message>
        <source>Certificate of employment</source>
        <translation>Paklaring</translation>
    </message>
    <message>
        <source>Pension letter</source>
        <translation>Surat pensiun</translation>
    </message>
    <message>
        <source>Proof of layoff</source>
        <translation>Bukti PHK</translation>
    </message>
    <message>
        <source>Disability letter</source>
        <translation>Surat cacat total tetap</translation>
    </message>
    <message>
        <source>Statement of no return</source>
        <translation>Pernyataan tidak kembali</translation>
    </message>
    <message>
        <source>Statement of not working</source>
        <translation>Pernyataan tidak bekerja</translation>
    </message>
    <message>
        <source>Death certificate</source>
        <translation>Akta kematian</translation>
    </message>
    <message>
        <source>Letter of heirs</source>
        <translation>Surat ahli waris</translation>
    </message>
    <message>
        <source>Proof of relation</source>
        <translation>Bukti hubungan</translation>
    </message>
    <message>
        <source>Housing document</source>
        <translation>Dokumen perumahan</translation>
    </message>
    <message>
        <source>Tax card (NPWP)</source>
        <translation>NPWP</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Foto diri</translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation>Asli terlihat</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Tidak terbaca</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>Buram</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>Documents incomplete or unreadable</source>
        <translation>Dokumen tidak lengkap atau tidak terbaca</translation>
    </message>
    <message>
        <source>Data differ between the documents</source>
        <translation>Data berbeda antar dokumen</translation>
    </message>
    <message>
        <source>NIK does not match the civil registry</source>
        <translation>NIK tidak padan dengan Dukcapil</translation>
    </message>
    <message>
        <source>Membership still active</source>
        <translation>Kepesertaan masih aktif</translation>
    </message>
    <message>
        <source>The month of waiting is not over</source>
        <translation>Belum lewat masa tunggu 1 bulan</translation>
    </message>
    <message>
        <source>Account not the participant&apos;s, not active, or wrong</source>
        <translation>Rekening bukan atas nama peserta, tidak aktif, atau nomor salah</translation>
    </message>
    <message>
        <source>Leaving certificate not genuine, or its date does not fit</source>
        <translation>Surat keterangan berhenti tidak asli atau tanggalnya tidak sesuai</translation>
    </message>
    <message>
        <source>Membership card lost</source>
        <translation>Kartu peserta hilang</translation>
    </message>
    <message>
        <source>More than one KPJ, not merged</source>
        <translation>Lebih dari satu KPJ, belum digabung</translation>
    </message>
    <message>
        <source>Participant did not answer or did not come</source>
        <translation>Peserta tidak menjawab panggilan atau tidak hadir</translation>
    </message>
    <message>
        <source>Works elsewhere</source>
        <translation>Masih bekerja di tempat lain</translation>
    </message>
    <message>
        <source>Portrait or biometrics failed</source>
        <translation>Foto atau biometrik gagal</translation>
    </message>
    <message>
        <source>Suspected broker, or not the applicant in person</source>
        <translation>Dugaan calo atau bukan pemohon sendiri</translation>
    </message>
    <message>
        <source>Already claimed or paid</source>
        <translation>Sudah diajukan atau sudah dibayar</translation>
    </message>
    <message>
        <source>Not entitled by the rules in force</source>
        <translation>Tidak memenuhi syarat menurut aturan</translation>
    </message>
    <message>
        <source>Over my limit</source>
        <translation>Di atas batas wewenang saya</translation>
    </message>
    <message>
        <source>Doubtful document</source>
        <translation>Dokumen meragukan</translation>
    </message>
    <message>
        <source>Suspected broker</source>
        <translation>Dugaan calo</translation>
    </message>
    <message>
        <source>Data do not fit together</source>
        <translation>Data tidak saling sesuai</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Sebab lain</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Setujui</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Kembalikan</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Tolak</translation>
    </message>
    <message>
        <source>Refer to supervisor</source>
        <translation>Ajukan ke penyelia</translation>
    </message>
    <message>
        <source>Approve the claim of %1</source>
        <translation>Setujui klaim %1</translation>
    </message>
    <message>
        <source>Return the claim of %1 for repair</source>
        <translation>Kembalikan klaim %1 untuk diperbaiki</translation>
    </message>
    <message>
        <source>Reject the claim of %1</source>
        <translation>Tolak klaim %1</translation>
    </message>
    <message>
        <source>Refer the claim of %1 to the supervisor</source>
        <translation>Ajukan klaim %1 ke penyelia</translation>
    </message>
    <message>
        <source>For the participant: what to repair and what to bring</source>
        <translation>Untuk peserta: apa yang diperbaiki dan apa yang dibawa</translation>
    </message>
    <message>
        <source>For the participant: why the claim is refused</source>
        <translation>Untuk peserta: mengapa klaim ditolak</translation>
    </message>
    <message>
        <source>For the supervisor: what is to be decided</source>
        <translation>Untuk penyelia: apa yang perlu diputuskan</translation>
    </message>
    <message>
        <source>%1; the reason was given before</source>
        <translation>%1; alasan ditulis sebelum ini</translation>
    </message>
    <message>
        <source>Empty: %1</source>
        <translation>Kosong: %1</translation>
    </message>
    <message>
        <source>%1 on the letter, %2 reported by the employer</source>
        <translation>%1 di surat, %2 menurut laporan perusahaan</translation>
    </message>
    <message>
        <source>spelling of the name</source>
        <translation>ejaan nama</translation>
    </message>
    <message>
        <source>%1 to go: %2</source>
        <translation>%1 syarat lagi: %2</translation>
    </message>
    <message>
        <source>A warning was accepted: goes on to a second approver</source>
        <translation>Ada peringatan yang diterima: lanjut ke penyetuju kedua</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 jt</translation>
    </message>
    <message>
        <source>From Rp %1 on: goes on to a second approver</source>
        <translation>Rp %1 ke atas: penyetuju kedua</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Pajak</translation>
    </message>
    <message>
        <source>final</source>
        <translation>final</translation>
    </message>
    <message>
        <source>progressive</source>
        <translation>progresif</translation>
    </message>
    <message>
        <source>Tax %1</source>
        <translation>Pajak %1</translation>
    </message>
    <message>
        <source>PPh 21 final, PP 68/2009</source>
        <translation>PPh 21 final, PP 68/2009</translation>
    </message>
    <message>
        <source>PPh 21, %1</source>
        <translation>PPh 21, %1</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Terkirim</translation>
    </message>
    <message>
        <source>Sent, receipt no. %1</source>
        <translation>Terkirim, tanda terima no. %1</translation>
    </message>
    <message>
        <source>Not certain yet, being checked again</source>
        <translation>Belum pasti, diperiksa ulang</translation>
    </message>
    <message>
        <source>Kept on this desk. Sending…</source>
        <translation>Tersimpan di meja ini. Mengirim…</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>Belum dipilih</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Iuran</translation>
    </message>
    <message>
        <source>Returns on them</source>
        <translation>Hasil pengembangan</translation>
    </message>
    <message>
        <source>%1 % of %2</source>
        <translation>%1 % dari %2</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Jumlah kotor</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Dibayarkan</translation>
    </message>
    <message>
        <source>Paid out to %1</source>
        <translation>Dibayarkan ke %1</translation>
    </message>
    <message>
        <source>JHT balance, nothing taken before</source>
        <translation>Saldo JHT, penarikan sebelumnya tidak ada</translation>
    </message>
    <message>
        <source>JHT balance, 1 payment before</source>
        <translation>Saldo JHT, 1 penarikan sebelumnya</translation>
    </message>
    <message>
        <source>JHT balance, %1 payments before</source>
        <translation>Saldo JHT, %1 penarikan sebelumnya</translation>
    </message>
    <message>
        <source>The booth is empty</source>
        <translation>Bilik kosong</translation>
    </message>
    <message>
        <source>The centre refused this decision</source>
        <translation>Ditolak pusat</translation>
    </message>
    <message>
        <source>More than the Rp %1 that you may approve</source>
        <translation>Lebih dari Rp %1, batas wewenang Anda</translation>
    </message>
    <message>
        <source>Refer it to the supervisor (%1)</source>
        <translation>Ajukan ke penyelia (%1)</translation>
    </message>
    <message>
        <source>Saving what you typed…</source>
        <translation>Menyimpan yang Anda ketik…</translation>
    </message>
    <message>
        <source>Notes %1</source>
        <translation>Catatan %1</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Alihkan</translation>
    </message>
    <message>
        <source>The form of the next participant stands here.</source>
        <translation>Formulir peserta berikutnya tampil di sini.</translation>
    </message>
    <message>
        <source>%1 · Agenda %2 · picture, form and decision are bound to booth %3</source>
        <translation>%1 · Agenda %2 · gambar, formulir, dan keputusan terikat ke Bilik %3</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Tanda terima</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Ditolak pusat: %1</translation>
    </message>
    <message>
        <source>Call the next</source>
        <translation>Panggil berikutnya</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Mengerti</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>You came here %1 s ago. Which bank is this claim paid to?</source>
        <translation>Anda baru pindah %1 dtk lalu. Bank tujuan klaim ini?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Not this bank. Look at the form.</source>
        <translation>Bukan bank ini. Lihat formulir.</translation>
    </message>
    <message>
        <source>Answer the question first</source>
        <translation>Jawab pertanyaan dulu</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Pilih alasan</translation>
    </message>
    <message>
        <source>Write the note</source>
        <translation>Tulis catatan</translation>
    </message>
    <message>
        <source>Other booths</source>
        <translation>Bilik lain</translation>
    </message>
    <message>
        <source>wall</source>
        <translation>dinding</translation>
    </message>
    <message>
        <source>%1 of %2 asked</source>
        <translation>%1 dari %2</translation>
    </message>
    <message>
        <source>Interview</source>
        <translation>Wawancara</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>sesuai</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>tidak sesuai</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Sesuai</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>Tidak sesuai</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Lewati</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>Hapus baris ini</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1, baris %2</translation>
    </message>
    <message>
        <source>At most %1 rows</source>
        <translation>Paling banyak %1 baris</translation>
    </message>
    <message>
        <source>+ Add an employer</source>
        <translation>+ Tambah pemberi kerja</translation>
    </message>
    <message>
        <source>Booth %1</source>
        <translation>Bilik %1</translation>
    </message>
    <message>
        <source>same NIK</source>
        <translation>NIK sama</translation>
    </message>
    <message>
        <source>same account</source>
        <translation>rekening sama</translation>
    </message>
    <message>
        <source>same document</source>
        <translation>dokumen sama</translation>
    </message>
    <message>
        <source>in booth %1 now</source>
        <translation>sekarang di bilik %1</translation>
    </message>
    <message>
        <source>%1 Which bank is this claim paid to?</source>
        <translation>%1 Klaim ini dibayarkan ke bank mana?</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>All keys</source>
        <translation>Semua tombol</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Tutup (Esc)</translation>
    </message>
    <message>
        <source>select booth, also while typing</source>
        <translation>pilih bilik, juga saat mengetik</translation>
    </message>
    <message>
        <source> (wall)</source>
        <translation> (dinding)</translation>
    </message>
    <message>
        <source> (focus)</source>
        <translation> (fokus)</translation>
    </message>
    <message>
        <source>select booth</source>
        <translation>pilih bilik</translation>
    </message>
    <message>
        <source>next booth</source>
        <translation>bilik berikutnya</translation>
    </message>
    <message>
        <source>focus</source>
        <translation>fokus</translation>
    </message>
    <message>
        <source>leave the field, then back to the wall</source>
        <translation>keluar dari isian, lalu kembali ke dinding</translation>
    </message>
    <message>
        <source>call next ticket</source>
        <translation>panggil berikutnya</translation>
    </message>
    <message>
        <source>approve</source>
        <translation>setujui</translation>
    </message>
    <message>
        <source>return for repair</source>
        <translation>kembalikan</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>tolak</translation>
    </message>
    <message>
        <source>refer to the supervisor</source>
        <translation>ajukan ke penyelia</translation>
    </message>
    <message>
        <source>open the decided claim again</source>
        <translation>buka kembali klaim yang sudah diputus</translation>
    </message>
    <message>
        <source>the answer fits</source>
        <translation>jawaban sesuai</translation>
    </message>
    <message>
        <source>the answer does not fit</source>
        <translation>jawaban tidak sesuai</translation>
    </message>
    <message>
        <source>skip the question</source>
        <translation>lewati pertanyaan</translation>
    </message>
    <message>
        <source>add an earlier employer</source>
        <translation>tambah pemberi kerja terdahulu</translation>
    </message>
    <message>
        <source>remove the employer one is in</source>
        <translation>hapus pemberi kerja yang sedang diisi</translation>
    </message>
    <message>
        <source>attach a file to the claim</source>
        <translation>lampirkan berkas ke klaim</translation>
    </message>
    <message>
        <source>next pane</source>
        <translation>panel berikutnya</translation>
    </message>
    <message>
        <source>letter or receipt for the participant</source>
        <translation>surat atau tanda terima untuk peserta</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>semua tombol</translation>
    </message>
    <message>
        <source>what waits to be sent, what the centre refused</source>
        <translation>yang menunggu dikirim, yang ditolak pusat</translation>
    </message>
    <message>
        <source>keep the next claims for offline work, or give them back</source>
        <translation>simpan klaim berikutnya untuk luring, atau kembalikan</translation>
    </message>
    <message>
        <source>hand the claim over</source>
        <translation>alihkan klaim</translation>
    </message>
    <message>
        <source>notes on the claim</source>
        <translation>catatan pada klaim</translation>
    </message>
    <message>
        <source>what the participant needs: hearing, sight, reading, language</source>
        <translation>kebutuhan peserta: pendengaran, penglihatan, membaca, bahasa</translation>
    </message>
    <message>
        <source>find a participant at the centre</source>
        <translation>cari peserta di pusat</translation>
    </message>
    <message>
        <source>Indonesian / English</source>
        <translation>Indonesia / Inggris</translation>
    </message>
    <message>
        <source>day / night colours</source>
        <translation>warna siang / malam</translation>
    </message>
    <message>
        <source>wall on the second screen</source>
        <translation>dinding di layar kedua</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>layar penuh</translation>
    </message>
    <message>
        <source>lock the screen</source>
        <translation>kunci layar</translation>
    </message>
    <message>
        <source>sign out</source>
        <translation>keluar, ganti petugas</translation>
    </message>
    <message>
        <source>second approvals and claims at other desks (supervisor)</source>
        <translation>penyetujuan kedua dan klaim di meja lain (penyelia)</translation>
    </message>
    <message>
        <source>take the document that is shown now</source>
        <translation>ambil dokumen yang sedang diperlihatkan</translation>
    </message>
    <message>
        <source>next document of the claim</source>
        <translation>dokumen berikutnya</translation>
    </message>
    <message>
        <source>compare, then the next document with a picture</source>
        <translation>bandingkan, lalu dokumen lain yang ada gambarnya</translation>
    </message>
    <message>
        <source>confirm what document and form have the same</source>
        <translation>sahkan isian yang sama dengan dokumen</translation>
    </message>
    <message>
        <source>correct the form from the document</source>
        <translation>perbaiki formulir sesuai dokumen</translation>
    </message>
    <message>
        <source>propose a correction of the central record</source>
        <translation>ajukan koreksi data pusat</translation>
    </message>
    <message>
        <source>accept a difference with a reason</source>
        <translation>terima perbedaan dengan alasan</translation>
    </message>
    <message>
        <source>hold: open masked digits, on record</source>
        <translation>tahan: buka angka tertutup, tercatat</translation>
    </message>
    <message>
        <source>look closer at the picture</source>
        <translation>perbesar gambar</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spasi</translation>
    </message>
    <message>
        <source>talk / hold</source>
        <translation>bicara / tahan</translation>
    </message>
    <message>
        <source>talk while held down</source>
        <translation>bicara selama ditekan</translation>
    </message>
    <message>
        <source>microphone on / off</source>
        <translation>mikrofon nyala / mati</translation>
    </message>
    <message>
        <source>play a recorded sentence</source>
        <translation>putar pesan suara</translation>
    </message>
    <message>
        <source>show something on the booth&apos;s screen</source>
        <translation>tampilkan sesuatu di layar bilik</translation>
    </message>
    <message>
        <source>set up the booths</source>
        <translation>siapkan bilik</translation>
    </message>
    <message>
        <source>the figures of the booth&apos;s line</source>
        <translation>angka sambungan bilik</translation>
    </message>
    <message>
        <source>face / document camera on the stage</source>
        <translation>wajah / kamera dokumen di gambar besar</translation>
    </message>
    <message>
        <source>send your whole picture over a narrow line again</source>
        <translation>kirim lagi gambar penuh Anda lewat jaringan sempit</translation>
    </message>
    <message>
        <source>announce to booths / end it</source>
        <translation>pengumuman ke bilik / akhiri</translation>
    </message>
    <message>
        <source>tell waiting booths that you are late</source>
        <translation>beri tahu bilik yang menunggu bahwa Anda terlambat</translation>
    </message>
    <message>
        <source>listen quietly to a held booth</source>
        <translation>dengarkan pelan bilik yang ditahan</translation>
    </message>
    <message>
        <source>microphone and loudspeaker</source>
        <translation>mikrofon dan pengeras suara</translation>
    </message>
</context>
<context>
    <name>Letter</name>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Simpan PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Nama berkas</translation>
    </message>
    <message>
        <source>File type</source>
        <translation>Jenis berkas</translation>
    </message>
    <message>
        <source>Receipt of claim %1</source>
        <translation>Tanda terima klaim %1</translation>
    </message>
    <message>
        <source>Letter for claim %1</source>
        <translation>Surat untuk klaim %1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Tersimpan sebagai %1.</translation>
    </message>
    <message>
        <source>The disk is full, nothing was saved. Choose another place.</source>
        <translation>Disk penuh, tidak ada yang tersimpan. Pilih tempat lain.</translation>
    </message>
    <message>
        <source>You may not write there, nothing was saved. Choose another place.</source>
        <translation>Tempat itu tidak boleh ditulisi, tidak ada yang tersimpan. Pilih tempat lain.</translation>
    </message>
    <message>
        <source>The folder is not there, nothing was saved. Choose another place.</source>
        <translation>Foldernya tidak ada, tidak ada yang tersimpan. Pilih tempat lain.</translation>
    </message>
    <message>
        <source>The file could not be written. Choose another place.</source>
        <translation>Berkas tidak dapat ditulis. Pilih tempat lain.</translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation>Menyimpan %1…</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save the letter as a file instead.</source>
        <translation>Belum ada pencetak di komputer ini. Simpan surat sebagai berkas.</translation>
    </message>
    <message>
        <source>Given to the printer.</source>
        <translation>Sudah diberikan ke pencetak.</translation>
    </message>
    <message>
        <source>The printer did not take the letter. Look at the printer, or save a file instead.</source>
        <translation>Pencetak tidak menerima surat. Periksa pencetak, atau simpan sebagai berkas.</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>What %1 needs in the booth</source>
        <translation>Kebutuhan %1 di bilik</translation>
    </message>
    <message>
        <source>The booth&apos;s page follows at once; it is kept with the claim.</source>
        <translation>Layar bilik langsung menyesuaikan; disimpan bersama klaim.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Kebutuhan</translation>
    </message>
    <message>
        <source>Hears with difficulty</source>
        <translation>Sulit mendengar</translation>
    </message>
    <message>
        <source>Sees with difficulty</source>
        <translation>Sulit melihat</translation>
    </message>
    <message>
        <source>Reads with difficulty</source>
        <translation>Sulit membaca</translation>
    </message>
    <message>
        <source>Language of the booth</source>
        <translation>Bahasa di bilik</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonesia</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inggris</translation>
    </message>
    <message>
        <source>Javanese</source>
        <translation>Jawa</translation>
    </message>
    <message>
        <source>Hard of hearing: write (%1)</source>
        <translation>Sulit mendengar: tulis (%1)</translation>
    </message>
    <message>
        <source>Weak sight</source>
        <translation>Sulit melihat</translation>
    </message>
    <message>
        <source>Hard to read: read out</source>
        <translation>Sulit membaca: bacakan</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Documents</source>
        <translation>Dokumen</translation>
    </message>
    <message>
        <source>%1 taken</source>
        <translation>%1 diambil</translation>
    </message>
    <message>
        <source>%1 uploaded</source>
        <translation>%1 unggahan</translation>
    </message>
    <message>
        <source>taken, sharp</source>
        <translation>diambil, tajam</translation>
    </message>
    <message>
        <source>uploaded</source>
        <translation>unggahan</translation>
    </message>
    <message>
        <source>not taken yet</source>
        <translation>belum diambil</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>pukul %1</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Bandingkan</translation>
    </message>
    <message>
        <source>Checks and documents</source>
        <translation>Pemeriksaan dan dokumen</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>tak terbaca</translation>
    </message>
    <message>
        <source>being read…</source>
        <translation>sedang dibaca…</translation>
    </message>
    <message>
        <source>The picture is being read…</source>
        <translation>Gambar sedang dibaca…</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>Ajukan</translation>
    </message>
    <message>
        <source>Why may this difference be accepted?</source>
        <translation>Mengapa perbedaan ini dapat diterima?</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Terima</translation>
    </message>
    <message>
        <source>fingerprint %1</source>
        <translation>sidik %1</translation>
    </message>
    <message>
        <source>taken %1</source>
        <translation>diambil %1</translation>
    </message>
    <message>
        <source>No picture yet. Ask for the document to be held to the camera, then press %1.</source>
        <translation>Belum ada gambar. Minta dokumen diperlihatkan ke kamera, lalu tekan %1.</translation>
    </message>
    <message>
        <source>The picture is being fetched…</source>
        <translation>Gambar sedang diambil…</translation>
    </message>
    <message>
        <source>This picture lies at another desk or at the centre.</source>
        <translation>Gambar ini tersimpan di meja lain atau di pusat.</translation>
    </message>
    <message>
        <source>The copy on this desk is damaged. Take the picture again.</source>
        <translation>Salinan di meja ini rusak. Ambil gambar lagi.</translation>
    </message>
    <message>
        <source>There is no preview of such a file.</source>
        <translation>Berkas jenis ini tanpa pratinjau.</translation>
    </message>
    <message>
        <source>a screen?</source>
        <translation>foto layar?</translation>
    </message>
    <message>
        <source>a photocopy?</source>
        <translation>fotokopi?</translation>
    </message>
    <message>
        <source>maybe a photo of a screen: grid %1 dB, limit %2</source>
        <translation>mungkin foto layar: pola %1 dB, batas %2</translation>
    </message>
    <message>
        <source>maybe a photocopy: colour %1, limit %2</source>
        <translation>mungkin fotokopi: warna %1, batas %2</translation>
    </message>
    <message>
        <source>This looks like another document: %1. Choose the right one, or take it again.</source>
        <translation>Ini tampaknya dokumen lain: %1. Pilih yang sesuai, atau ambil lagi.</translation>
    </message>
    <message>
        <source>The picture is not good enough to be read: %1. Take it again.</source>
        <translation>Gambar belum cukup jelas untuk dibaca: %1. Ambil lagi.</translation>
    </message>
    <message>
        <source>No text is seen in this picture. Take it again, or compare by eye.</source>
        <translation>Tidak ada tulisan pada gambar ini. Ambil lagi, atau bandingkan sendiri.</translation>
    </message>
    <message>
        <source>The text is not clear enough to be read. Take it again, or compare by eye.</source>
        <translation>Tulisan kurang jelas untuk dibaca. Ambil lagi, atau bandingkan sendiri.</translation>
    </message>
    <message>
        <source>No such document was read in this picture. Compare by eye.</source>
        <translation>Dokumen tidak terbaca dari gambar ini. Bandingkan sendiri.</translation>
    </message>
    <message>
        <source>Correction of the record proposed at %1: %2 → %3</source>
        <translation>Koreksi data pusat diajukan %1: %2 → %3</translation>
    </message>
    <message>
        <source>Record %1 → %2. Why?</source>
        <translation>Data pusat %1 → %2. Alasannya?</translation>
    </message>
    <message>
        <source>Proven by %1, confirmed at %2. Shows the place.</source>
        <translation>Terbukti dari %1, disahkan pukul %2. Menunjukkan letaknya.</translation>
    </message>
    <message>
        <source>This file cannot be opened to be read. Compare by eye, or ask for the original.</source>
        <translation>Berkas ini tidak dapat dibuka untuk dibaca. Bandingkan sendiri, atau minta dokumen aslinya.</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Find a participant</source>
        <translation>Cari peserta</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Mask the numbers</source>
        <translation>Samarkan angka</translation>
    </message>
    <message>
        <source>Show the numbers</source>
        <translation>Tampilkan angka</translation>
    </message>
    <message>
        <source>NIK, KPJ or name</source>
        <translation>NIK, KPJ, atau nama</translation>
    </message>
    <message>
        <source>Participants who fit</source>
        <translation>Peserta yang cocok</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Lagi</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>NIK</source>
        <translation>NIK</translation>
    </message>
    <message>
        <source>KPJ</source>
        <translation>KPJ</translation>
    </message>
    <message>
        <source>NIK or KPJ</source>
        <translation>NIK atau KPJ</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nama</translation>
    </message>
    <message>
        <source>Write at least %1 digits of the NIK or KPJ.</source>
        <translation>Tulis minimal %1 angka NIK atau KPJ.</translation>
    </message>
    <message>
        <source>Write at least %1 letters of the name.</source>
        <translation>Tulis minimal %1 huruf nama.</translation>
    </message>
    <message>
        <source>%1 digits are too many: a NIK has %2, a KPJ %3. Look at them once more.</source>
        <translation>%1 angka terlalu banyak: NIK %2 angka, KPJ %3 angka. Periksa lagi.</translation>
    </message>
    <message>
        <source>Write a NIK, a KPJ or a name, whole or its beginning.</source>
        <translation>Tulis NIK, KPJ, atau nama, lengkap atau awalnya saja.</translation>
    </message>
    <message>
        <source>Searching at the centre…</source>
        <translation>Mencari di pusat…</translation>
    </message>
    <message>
        <source>Asking the centre for the record…</source>
        <translation>Meminta data dari pusat…</translation>
    </message>
    <message>
        <source>Who fits is listed here. The arrows choose, Enter opens.</source>
        <translation>Peserta yang cocok tampil di sini. Panah memilih, Enter membuka.</translation>
    </message>
    <message>
        <source>Enter opens the record of %1.</source>
        <translation>Enter membuka data %1.</translation>
    </message>
    <message>
        <source>The centre keeps who opened it.</source>
        <translation>Pusat mencatat siapa yang membukanya.</translation>
    </message>
    <message>
        <source>Cards that fit: %1</source>
        <translation>Kartu yang cocok: %1</translation>
    </message>
    <message>
        <source>Cards shown: %1. There may be more: %2</source>
        <translation>Kartu yang tampil: %1. Mungkin masih ada: %2</translation>
    </message>
    <message>
        <source>Nobody with this name. Look at the spelling, or write less of it.</source>
        <translation>Tidak ada peserta dengan nama ini. Periksa ejaannya, atau tulis sebagian saja.</translation>
    </message>
    <message>
        <source>No card has this number. Look at the digits once more.</source>
        <translation>Tidak ada kartu dengan nomor ini. Periksa lagi angkanya.</translation>
    </message>
    <message>
        <source>Only the first %1 signs are kept.</source>
        <translation>Hanya %1 tanda pertama yang dipakai.</translation>
    </message>
    <message>
        <source>Searching needs the line to the centre</source>
        <translation>Pencarian memerlukan sambungan ke pusat</translation>
    </message>
    <message>
        <source>Enter searches again.</source>
        <translation>Enter mencari lagi.</translation>
    </message>
    <message>
        <source>The centre has much to do just now. Press Enter to ask once more.</source>
        <translation>Pusat sedang sibuk. Tekan Enter untuk mencoba lagi.</translation>
    </message>
    <message>
        <source>You may not look for participants now. Sign in again, or ask the supervisor.</source>
        <translation>Anda belum dapat mencari peserta saat ini. Masuk lagi, atau tanyakan kepada penyelia.</translation>
    </message>
    <message>
        <source>The centre does not know this search yet. Tell whoever runs the centre.</source>
        <translation>Pusat belum mengenal pencarian ini. Beri tahu pengelola pusat.</translation>
    </message>
    <message>
        <source>This card is no longer at the centre. Search once more.</source>
        <translation>Kartu ini tidak ada lagi di pusat. Cari sekali lagi.</translation>
    </message>
    <message>
        <source>Too little to search by. Write more of it.</source>
        <translation>Belum cukup untuk mencari. Tulis lebih banyak.</translation>
    </message>
    <message>
        <source>NIK %1</source>
        <translation>NIK %1</translation>
    </message>
    <message>
        <source>KPJ %1</source>
        <translation>KPJ %1</translation>
    </message>
    <message>
        <source>branch %1</source>
        <translation>cabang %1</translation>
    </message>
    <message>
        <source>Wage earner (PU)</source>
        <translation>Penerima upah (PU)</translation>
    </message>
    <message>
        <source>Own-account worker (BPU)</source>
        <translation>Bukan penerima upah (BPU)</translation>
    </message>
    <message>
        <source>Migrant worker (PMI)</source>
        <translation>Pekerja migran (PMI)</translation>
    </message>
    <message>
        <source>same person</source>
        <translation>orang yang sama</translation>
    </message>
    <message>
        <source>same account</source>
        <translation>rekening yang sama</translation>
    </message>
    <message>
        <source>same document</source>
        <translation>dokumen yang sama</translation>
    </message>
    <message>
        <source>Centre&apos;s data</source>
        <translation>Data pusat</translation>
    </message>
    <message>
        <source>Other cards</source>
        <translation>Kartu lain</translation>
    </message>
    <message>
        <source>No other card.</source>
        <translation>Tidak ada kartu lain.</translation>
    </message>
    <message>
        <source>Claims at all branches</source>
        <translation>Klaim di semua cabang</translation>
    </message>
    <message>
        <source>No claim yet.</source>
        <translation>Belum ada klaim.</translation>
    </message>
    <message>
        <source>Nothing paid before.</source>
        <translation>Belum ada pembayaran.</translation>
    </message>
    <message>
        <source>JHT paid before</source>
        <translation>Pembayaran JHT sebelumnya</translation>
    </message>
    <message>
        <source>Centre&apos;s data of %1</source>
        <translation>Data pusat per %1</translation>
    </message>
    <message>
        <source>Membership</source>
        <translation>Kepesertaan</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmen</translation>
    </message>
    <message>
        <source>on claim %1, %2</source>
        <translation>pada klaim %1, %2</translation>
    </message>
    <message>
        <source>filed %1</source>
        <translation>diajukan %1</translation>
    </message>
    <message>
        <source>decided %1</source>
        <translation>diputus %1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Catatan: %1</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>sebagian</translation>
    </message>
    <message>
        <source>in full</source>
        <translation>penuh</translation>
    </message>
    <message>
        <source>active since %1</source>
        <translation>aktif sejak %1</translation>
    </message>
    <message>
        <source>%1 until %2, inactive</source>
        <translation>%1 s.d. %2, nonaktif</translation>
    </message>
    <message>
        <source>given</source>
        <translation>ada</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>tidak ada</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>from the booth</source>
        <translation>dari bilik</translation>
    </message>
    <message>
        <source>to the booth</source>
        <translation>ke bilik</translation>
    </message>
    <message>
        <source>good</source>
        <translation>baik</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>belum diukur</translation>
    </message>
    <message>
        <source>line loses</source>
        <translation>paket hilang</translation>
    </message>
    <message>
        <source>line slow</source>
        <translation>jaringan lambat</translation>
    </message>
    <message>
        <source>small picture</source>
        <translation>gambar kecil</translation>
    </message>
    <message>
        <source>booth busy</source>
        <translation>bilik sibuk</translation>
    </message>
    <message>
        <source>desk busy</source>
        <translation>meja sibuk</translation>
    </message>
    <message>
        <source>picture too large</source>
        <translation>gambar terlalu besar</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>tanpa gambar</translation>
    </message>
    <message>
        <source>The line to the booth loses packets: look at its cable or its radio.</source>
        <translation>Paket ke bilik hilang: periksa kabel atau Wi-Fi-nya.</translation>
    </message>
    <message>
        <source>The line to the booth is slow: somebody else may be using it.</source>
        <translation>Jaringan ke bilik lambat: mungkin sedang dipakai yang lain.</translation>
    </message>
    <message>
        <source>Too narrow for your whole picture. Shift+Q tries it again.</source>
        <translation>Terlalu sempit untuk gambar penuh Anda. Shift+Q mencoba lagi.</translation>
    </message>
    <message>
        <source>The booth&apos;s computer is too busy: close what else runs there.</source>
        <translation>Komputer bilik terlalu sibuk: tutup program lain di sana.</translation>
    </message>
    <message>
        <source>This computer is too busy: close what else runs here.</source>
        <translation>Komputer ini terlalu sibuk: tutup program lain di sini.</translation>
    </message>
    <message>
        <source>The booth sends larger pictures than it was asked for: load its page again.</source>
        <translation>Bilik mengirim gambar lebih besar dari yang diminta: muat ulang halamannya.</translation>
    </message>
    <message>
        <source>No picture comes: look at the camera of the booth.</source>
        <translation>Gambar tidak datang: periksa kamera bilik.</translation>
    </message>
    <message>
        <source>%1 pictures/s</source>
        <translation>%1 gambar/dtk</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/dtk</translation>
    </message>
    <message>
        <source>%1 % lost</source>
        <translation>%1 % hilang</translation>
    </message>
    <message>
        <source>%1 ms there and back</source>
        <translation>%1 md pulang pergi</translation>
    </message>
    <message>
        <source>%1 ms uneven</source>
        <translation>%1 md goyah</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>This computer is not enrolled as a desk. Start CSO Desk and enrol it first.</source>
        <translation>Komputer ini belum terdaftar sebagai meja. Jalankan CSO Desk dan daftarkan dulu.</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>disetujui</translation>
    </message>
    <message>
        <source>returned for repair</source>
        <translation>dikembalikan untuk diperbaiki</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>referred to the supervisor</source>
        <translation>diajukan ke penyelia</translation>
    </message>
    <message>
        <source>Receipt %1 is genuine: claim %2, %3 on %4. The claim now: %5.</source>
        <translation>Tanda terima %1 asli: agenda %2, %3 pada %4. Keadaan klaim sekarang: %5.</translation>
    </message>
    <message>
        <source>Receipt %1 is genuine, but its decision counts no more: claim %2, %3 on %4, was opened again. The claim now: %5.</source>
        <translation>Tanda terima %1 asli, tetapi keputusannya tidak berlaku lagi: agenda %2, %3 pada %4, dibuka kembali. Keadaan klaim sekarang: %5.</translation>
    </message>
    <message>
        <source>Receipt %1 is not known at the centre. If its desk had no line, the decision may still be on its way; ask again later.</source>
        <translation>Tanda terima %1 tidak dikenal pusat. Bila meja pembuatnya sedang tanpa jaringan, keputusannya mungkin belum sampai; periksa lagi nanti.</translation>
    </message>
    <message>
        <source>Write the number of the receipt, such as TT-9K3F-7ZQ2-XWAB-Z.</source>
        <translation>Tulis nomor tanda terima, misalnya TT-9K3F-7ZQ2-XWAB-Z.</translation>
    </message>
    <message>
        <source>%1 has a sign that no receipt number has. A number looks like TT-9K3F-7ZQ2-XWAB-Z.</source>
        <translation>%1 memuat tanda yang tidak ada dalam nomor tanda terima. Contoh nomor: TT-9K3F-7ZQ2-XWAB-Z.</translation>
    </message>
    <message>
        <source>%1 is too short or too long. A number looks like TT-9K3F-7ZQ2-XWAB-Z.</source>
        <translation>%1 terlalu pendek atau terlalu panjang. Contoh nomor: TT-9K3F-7ZQ2-XWAB-Z.</translation>
    </message>
    <message>
        <source>%1 is mistyped. Compare it with the paper, sign by sign.</source>
        <translation>%1 salah ketik. Cocokkan dengan kertasnya, huruf demi huruf.</translation>
    </message>
    <message>
        <source>The centre cannot be reached. Look at the line, then ask again.</source>
        <translation>Pusat tidak dapat dihubungi. Periksa jaringan, lalu coba lagi.</translation>
    </message>
    <message>
        <source>the centre&apos;s answer was not understood</source>
        <translation>jawaban pusat tidak dimengerti</translation>
    </message>
    <message>
        <source>The receipt could not be checked: %1 (%2).</source>
        <translation>Tanda terima belum dapat diperiksa: %1 (%2).</translation>
    </message>
</context>
<context>
    <name>Reopen</name>
    <message>
        <source>Open again</source>
        <translation>Buka kembali</translation>
    </message>
    <message>
        <source>Open the claim of %1 again</source>
        <translation>Buka kembali klaim %1</translation>
    </message>
    <message>
        <source>Its decision counts no more; the form can be changed, and the claim has to be decided anew.</source>
        <translation>Keputusannya tidak berlaku lagi; formulir bisa diubah, dan klaim harus diputus lagi.</translation>
    </message>
    <message>
        <source>It goes to the queue, and any desk may call it.</source>
        <translation>Klaim masuk antrean, dan meja mana pun boleh memanggilnya.</translation>
    </message>
    <message>
        <source>It stays in booth %1.</source>
        <translation>Klaim tetap di bilik %1.</translation>
    </message>
    <message>
        <source>Opened again before</source>
        <translation>Pernah dibuka kembali</translation>
    </message>
</context>
<context>
    <name>Scan</name>
    <message>
        <source>Taken, sharp</source>
        <translation>Diambil, tajam</translation>
    </message>
    <message>
        <source>Not taken: %1</source>
        <translation>Belum diambil: %1</translation>
    </message>
    <message>
        <source>Hold, %1 of %2 frames sharp</source>
        <translation>Tahan, %1 dari %2 bingkai tajam</translation>
    </message>
    <message>
        <source>%1 of %2 frames</source>
        <translation>%1 dari %2 bingkai</translation>
    </message>
    <message>
        <source>no document is seen</source>
        <translation>dokumen belum terlihat</translation>
    </message>
    <message>
        <source>closer to the camera</source>
        <translation>dekatkan ke kamera</translation>
    </message>
    <message>
        <source>hold it still</source>
        <translation>pegang diam</translation>
    </message>
    <message>
        <source>turn it out of the light</source>
        <translation>hindarkan dari pantulan lampu</translation>
    </message>
    <message>
        <source>more light</source>
        <translation>perlu cahaya</translation>
    </message>
    <message>
        <source>hold it flat</source>
        <translation>pegang tegak lurus</translation>
    </message>
    <message>
        <source>fingers off the text</source>
        <translation>jari menutupi tulisan</translation>
    </message>
    <message>
        <source>all of it into the picture</source>
        <translation>seluruh dokumen masuk bingkai</translation>
    </message>
    <message>
        <source>the printed side to the camera</source>
        <translation>sisi bertulisan ke kamera</translation>
    </message>
    <message>
        <source>one document at a time</source>
        <translation>satu dokumen saja</translation>
    </message>
    <message>
        <source>not sharp enough yet</source>
        <translation>belum cukup tajam</translation>
    </message>
    <message>
        <source>taken, sharp</source>
        <translation>diambil, tajam</translation>
    </message>
    <message>
        <source>this is no document of a claim</source>
        <translation>ini bukan dokumen klaim</translation>
    </message>
</context>
<context>
    <name>Second</name>
    <message>
        <source>Claims at other desks</source>
        <translation>Klaim di meja lain</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Tarik kembali</translation>
    </message>
    <message>
        <source>Read first what the centre said (X).</source>
        <translation>Baca dahulu jawaban pusat (X).</translation>
    </message>
    <message>
        <source>Take back the claim of %1</source>
        <translation>Tarik kembali klaim %1</translation>
    </message>
    <message>
        <source>%1. Taken back, it goes to the queue and any desk may call it. What its desk has not sent by then does not count.</source>
        <translation>%1. Setelah ditarik, klaim kembali ke antrean dan dapat dipanggil meja mana pun. Yang belum dikirim meja itu tidak berlaku.</translation>
    </message>
    <message>
        <source>Why (needed; it stays in the log)</source>
        <translation>Alasan (wajib; tersimpan dalam catatan)</translation>
    </message>
    <message>
        <source>The line is down</source>
        <translation>Sedang luring</translation>
    </message>
    <message>
        <source>Second approval</source>
        <translation>Penyetujuan kedua</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Kedua</translation>
    </message>
    <message>
        <source>Second approval (%1)</source>
        <translation>Penyetujuan kedua (%1)</translation>
    </message>
    <message>
        <source>At other desks (%1)</source>
        <translation>Di meja lain (%1)</translation>
    </message>
    <message>
        <source>(1 of %1)</source>
        <translation>(1 dari %1)</translation>
    </message>
    <message>
        <source>For the supervisor</source>
        <translation>Untuk penyelia</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Sudah dibaca</translation>
    </message>
    <message>
        <source>Claims that wait for a second approval</source>
        <translation>Klaim yang menunggu penyetujuan kedua</translation>
    </message>
    <message>
        <source>First decision</source>
        <translation>Keputusan pertama</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Calculation</source>
        <translation>Perhitungan</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulir</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Lampiran</translation>
    </message>
    <message>
        <source>No attachments.</source>
        <translation>Tidak ada lampiran.</translation>
    </message>
    <message>
        <source>came after the decision</source>
        <translation>datang setelah keputusan</translation>
    </message>
    <message>
        <source>Referred: %1</source>
        <translation>Diajukan: %1</translation>
    </message>
    <message>
        <source>Rp %1 or more</source>
        <translation>Rp %1 ke atas</translation>
    </message>
    <message>
        <source>A warning was accepted</source>
        <translation>Ada peringatan yang diterima</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>Sampel acak</translation>
    </message>
    <message>
        <source>Needs a second approver</source>
        <translation>Perlu penyetuju kedua</translation>
    </message>
    <message>
        <source>by officer %1</source>
        <translation>oleh petugas %1</translation>
    </message>
    <message>
        <source>You verified it</source>
        <translation>Anda yang memverifikasi</translation>
    </message>
    <message>
        <source>on its way, waits for the centre</source>
        <translation>dalam perjalanan, menunggu pusat</translation>
    </message>
    <message>
        <source>not certain yet, asked again</source>
        <translation>belum pasti, ditanyakan lagi</translation>
    </message>
    <message>
        <source>sent, the list follows</source>
        <translation>terkirim, daftar menyusul</translation>
    </message>
    <message>
        <source>refused by the centre</source>
        <translation>ditolak pusat</translation>
    </message>
    <message>
        <source>No claim waits for a second approval.</source>
        <translation>Tidak ada klaim yang menunggu penyetujuan kedua.</translation>
    </message>
    <message>
        <source>%1 wait, the oldest for %2.</source>
        <translation>%1 menunggu, yang terlama %2.</translation>
    </message>
    <message>
        <source>No claim is at another desk.</source>
        <translation>Tidak ada klaim di meja lain.</translation>
    </message>
    <message>
        <source>%1 claims are at other desks.</source>
        <translation>%1 klaim ada di meja lain.</translation>
    </message>
    <message>
        <source>Of %1 the time is over.</source>
        <translation>%1 di antaranya lewat waktunya.</translation>
    </message>
    <message>
        <source>The line is down. A second approval needs the centre; until it is back the claims can be read.</source>
        <translation>Sedang luring. Penyetujuan kedua memerlukan pusat; sampai tersambung, klaim hanya dapat dibaca.</translation>
    </message>
    <message>
        <source>The line is down. A claim is taken back only while the centre can be reached.</source>
        <translation>Sedang luring. Klaim hanya dapat ditarik kembali selama pusat terhubung.</translation>
    </message>
    <message>
        <source>This claim is dealt with already: %1. There is nothing more to do here.</source>
        <translation>Klaim ini sudah ditangani: %1. Tidak ada lagi yang perlu dilakukan di sini.</translation>
    </message>
    <message>
        <source>lent without end</source>
        <translation>dipinjam tanpa batas</translation>
    </message>
    <message>
        <source>time over for %1</source>
        <translation>lewat waktu %1</translation>
    </message>
    <message>
        <source>lent until %1</source>
        <translation>dipinjam sampai %1</translation>
    </message>
    <message>
        <source>Kept at desk %1</source>
        <translation>Disimpan di meja %1</translation>
    </message>
    <message>
        <source>Booth %1 of desk %2</source>
        <translation>Bilik %1 di meja %2</translation>
    </message>
    <message>
        <source>You verified this claim yourself. Another officer gives the second word.</source>
        <translation>Anda sendiri yang memverifikasi klaim ini. Petugas lain yang memberi penyetujuan kedua.</translation>
    </message>
    <message>
        <source>It would pay Rp %1 now, and Rp %2 was approved first. Return it for a new check.</source>
        <translation>Kini akan dibayar Rp %1, padahal yang disetujui pertama Rp %2. Kembalikan untuk diperiksa lagi.</translation>
    </message>
    <message>
        <source>You approve up to Rp %1. The head of the branch approves this claim.</source>
        <translation>Anda menyetujui sampai Rp %1. Klaim ini disetujui kepala cabang.</translation>
    </message>
    <message>
        <source>This claim is dealt with already. There is nothing more to do here.</source>
        <translation>Klaim ini sudah ditangani. Tidak ada lagi yang perlu dilakukan di sini.</translation>
    </message>
    <message>
        <source>Your role may not do this. Ask the supervisor or the head of the branch.</source>
        <translation>Ini di luar wewenang Anda. Hubungi penyelia atau kepala cabang.</translation>
    </message>
    <message>
        <source>Write why the claim is taken back.</source>
        <translation>Tulis alasan klaim ditarik kembali.</translation>
    </message>
    <message>
        <source>Only the oldest %1 are shown.</source>
        <translation>Hanya %1 yang terlama ditampilkan.</translation>
    </message>
    <message>
        <source>The claim has changed since you saw it. Read it again, then decide.</source>
        <translation>Klaim berubah sejak Anda melihatnya. Baca lagi, lalu putuskan.</translation>
    </message>
    <message>
        <source>Cannot be approved, checks are open: %1.</source>
        <translation>Belum dapat disetujui, pemeriksaan yang terbuka: %1.</translation>
    </message>
    <message>
        <source>You approve up to Rp %1.</source>
        <translation>Anda menyetujui sampai Rp %1.</translation>
    </message>
</context>
<context>
    <name>SecondCamera</name>
    <message>
        <source>Face</source>
        <translation>Wajah</translation>
    </message>
    <message>
        <source>Document camera</source>
        <translation>Kamera dokumen</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>Set up the booths</source>
        <translation>Siapkan bilik</translation>
    </message>
    <message>
        <source>Booths</source>
        <translation>Bilik</translation>
    </message>
    <message>
        <source>Command line of the booth&apos;s browser</source>
        <translation>Baris perintah peramban bilik</translation>
    </message>
    <message>
        <source>Press U again to unpair booth %1. Its browser then needs a new code.</source>
        <translation>Tekan U sekali lagi untuk melepas bilik %1. Perambannya nanti memerlukan kode baru.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Tersalin</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Salin baris perintah</translation>
    </message>
    <message>
        <source>Unpair, I am sure</source>
        <translation>Lepas, saya yakin</translation>
    </message>
    <message>
        <source>Unpair</source>
        <translation>Lepas</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Kode baru</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kode</translation>
    </message>
    <message>
        <source>Booth %1</source>
        <translation>Bilik %1</translation>
    </message>
    <message>
        <source>fixed camera, without conversation</source>
        <translation>kamera tetap, tanpa percakapan</translation>
    </message>
    <message>
        <source>waits to be paired</source>
        <translation>menunggu dipasangkan</translation>
    </message>
    <message>
        <source>paired, away for %1</source>
        <translation>terpasang, terputus %1</translation>
    </message>
    <message>
        <source>connected for %1</source>
        <translation>tersambung selama %1</translation>
    </message>
    <message>
        <source>This booth shows a camera of the settings. There is nothing to pair.</source>
        <translation>Bilik ini menampilkan kamera dari pengaturan. Tidak ada yang perlu dipasangkan.</translation>
    </message>
    <message>
        <source>Start the browser of the booth with the command line below, then type the code on its screen.</source>
        <translation>Jalankan peramban bilik dengan baris perintah di bawah, lalu ketik kode di layarnya.</translation>
    </message>
    <message>
        <source>The booth comes back by itself once its browser runs. Does it not, look at its line and its screen.</source>
        <translation>Bilik tersambung sendiri begitu perambannya berjalan. Bila tidak, periksa jaringan dan layarnya.</translation>
    </message>
    <message>
        <source>The booth is ready. It stays paired after a restart of either side.</source>
        <translation>Bilik siap. Bilik tetap terpasang walaupun salah satu sisi dinyalakan ulang.</translation>
    </message>
    <message>
        <source>The code is over. Make a new one.</source>
        <translation>Kode sudah tidak berlaku. Buat yang baru.</translation>
    </message>
    <message>
        <source>Good once, for %1</source>
        <translation>Berlaku satu kali, %1 lagi</translation>
    </message>
    <message>
        <source>A wrong code was typed. Compare it with the one shown here.</source>
        <translation>Kode yang diketik salah. Cocokkan dengan kode di sini.</translation>
    </message>
    <message>
        <source>Too many wrong codes. Wait a minute, then make a new one.</source>
        <translation>Terlalu banyak kode salah. Tunggu satu menit, lalu buat yang baru.</translation>
    </message>
    <message>
        <source>The booth shows an older page. Load it again in its browser.</source>
        <translation>Bilik menampilkan halaman lama. Muat ulang di perambannya.</translation>
    </message>
    <message>
        <source>This desk has a new key. Start the booth&apos;s browser with the command line below.</source>
        <translation>Meja ini memakai kunci baru. Jalankan peramban bilik dengan baris perintah di bawah.</translation>
    </message>
    <message>
        <source>The booth was refused: %1.</source>
        <translation>Bilik ditolak: %1.</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Accepted: %1</source>
        <translation>Diterima: %1</translation>
    </message>
    <message>
        <source>Answer in the interview</source>
        <translation>Jawaban wawancara</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(kosong)</translation>
    </message>
    <message>
        <source>Called to booth %1</source>
        <translation>Dipanggil ke bilik %1</translation>
    </message>
    <message>
        <source>Kept for offline work</source>
        <translation>Disimpan untuk luring</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Isian: %1</translation>
    </message>
    <message>
        <source>Attachment: %1</source>
        <translation>Lampiran: %1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Catatan: %1</translation>
    </message>
    <message>
        <source>Decision: %1</source>
        <translation>Keputusan: %1</translation>
    </message>
    <message>
        <source>Handed over to %1</source>
        <translation>Dialihkan ke %1</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>Kembali ke antrean</translation>
    </message>
    <message>
        <source>Taken from its desk</source>
        <translation>Diambil dari mejanya</translation>
    </message>
    <message>
        <source>Work of another version</source>
        <translation>Pekerjaan dari versi lain</translation>
    </message>
    <message>
        <source>still being written</source>
        <translation>masih ditulis</translation>
    </message>
    <message>
        <source>kept on this desk</source>
        <translation>tersimpan di meja ini</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>sedang dikirim</translation>
    </message>
    <message>
        <source>sent, no answer yet, asked again</source>
        <translation>terkirim, belum dijawab, ditanyakan lagi</translation>
    </message>
    <message>
        <source>refused by the centre</source>
        <translation>ditolak pusat</translation>
    </message>
    <message>
        <source>at the centre, waits for a person</source>
        <translation>di pusat, menunggu petugas</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>%1 lalu</translation>
    </message>
    <message>
        <source>file</source>
        <translation>berkas</translation>
    </message>
    <message>
        <source>%1, %2 of %3 sent</source>
        <translation>%1, %2 dari %3 terkirim</translation>
    </message>
    <message>
        <source>tried %1 times</source>
        <translation>%1 kali dicoba</translation>
    </message>
    <message>
        <source>its file on this desk is lost, take the picture again</source>
        <translation>berkasnya di meja ini hilang, ambil gambar lagi</translation>
    </message>
    <message>
        <source>the centre takes no file this large</source>
        <translation>berkas terlalu besar untuk pusat</translation>
    </message>
    <message>
        <source>the centre does not know this claim yet</source>
        <translation>pusat belum mengenal klaim ini</translation>
    </message>
    <message>
        <source>the centre cannot be reached</source>
        <translation>pusat tidak terjangkau</translation>
    </message>
    <message>
        <source>not connected yet</source>
        <translation>belum tersambung</translation>
    </message>
    <message>
        <source>the call was cut</source>
        <translation>sambungan diputus</translation>
    </message>
    <message>
        <source>the centre asks to wait</source>
        <translation>pusat meminta menunggu</translation>
    </message>
    <message>
        <source>the line fails, tried again by itself</source>
        <translation>sambungan terganggu, dicoba lagi sendiri</translation>
    </message>
    <message>
        <source>All is sent.</source>
        <translation>Semua sudah terkirim.</translation>
    </message>
    <message>
        <source>The centre&apos;s last receipt came at %1.</source>
        <translation>Tanda terima terakhir dari pusat pukul %1.</translation>
    </message>
    <message>
        <source>%1 changes and %2 attachments of %3 claims wait to be sent</source>
        <translation>%1 perubahan dan %2 lampiran dari %3 klaim menunggu dikirim</translation>
    </message>
    <message>
        <source>Another text in the field</source>
        <translation>Isian berbeda</translation>
    </message>
    <message>
        <source>The claim has changed</source>
        <translation>Klaim sudah berubah</translation>
    </message>
    <message>
        <source>Decided already</source>
        <translation>Sudah diputus</translation>
    </message>
    <message>
        <source>No longer open</source>
        <translation>Tidak terbuka lagi</translation>
    </message>
    <message>
        <source>Taken by another desk</source>
        <translation>Diambil meja lain</translation>
    </message>
    <message>
        <source>Another amount</source>
        <translation>Jumlah berbeda</translation>
    </message>
    <message>
        <source>Not complete</source>
        <translation>Belum lengkap</translation>
    </message>
    <message>
        <source>Fell with the work before it</source>
        <translation>Gugur bersama pekerjaan sebelumnya</translation>
    </message>
    <message>
        <source>Right withdrawn</source>
        <translation>Hak dicabut</translation>
    </message>
    <message>
        <source>No right to it</source>
        <translation>Tidak berhak</translation>
    </message>
    <message>
        <source>Too many kept</source>
        <translation>Simpanan penuh</translation>
    </message>
    <message>
        <source>Not understood by the centre</source>
        <translation>Tidak dipahami pusat</translation>
    </message>
    <message>
        <source>Fault at the centre</source>
        <translation>Gangguan di pusat</translation>
    </message>
    <message>
        <source>Claim not known</source>
        <translation>Klaim tidak dikenal</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>Ditolak pusat</translation>
    </message>
    <message>
        <source>The supervisor: the right of officer %1 was withdrawn before this arrived. Nothing is lost.</source>
        <translation>Penyelia: hak petugas %1 dicabut sebelum pekerjaan ini sampai. Tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>Whoever runs the centre: it keeps this work until it understands it. Nothing is lost.</source>
        <translation>Pengelola pusat: pusat menyimpan pekerjaan ini sampai dapat memahaminya. Tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>In booth %1 of %2</source>
        <translation>Di bilik %1 meja %2</translation>
    </message>
    <message>
        <source>%1 by officer %2</source>
        <translation>%1 oleh petugas %2</translation>
    </message>
    <message>
        <source>Tell the participant: this claim was decided before (%1); today&apos;s does not count.</source>
        <translation>Sampaikan kepada peserta: klaim ini sudah diputus sebelumnya (%1); keputusan hari ini tidak berlaku.</translation>
    </message>
    <message>
        <source>Tell the participant: another desk serves this claim; please wait to be called.</source>
        <translation>Sampaikan kepada peserta: klaim ini dilayani meja lain; mohon menunggu panggilan.</translation>
    </message>
    <message>
        <source>Tell the participant: the amount is reckoned anew; the decision does not count yet.</source>
        <translation>Sampaikan kepada peserta: jumlahnya dihitung ulang; keputusan belum berlaku.</translation>
    </message>
    <message>
        <source>Tell the participant: the decision does not count yet; it is checked once more.</source>
        <translation>Sampaikan kepada peserta: keputusan belum berlaku; klaim diperiksa sekali lagi.</translation>
    </message>
    <message>
        <source>Keeping %1 claims</source>
        <translation>Menyimpan %1 klaim</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>%1 disimpan</translation>
    </message>
    <message>
        <source>%1 kept until %2</source>
        <translation>%1 disimpan s.d. %2</translation>
    </message>
    <message>
        <source>Call from the kept (%1)</source>
        <translation>Panggil dari simpanan (%1)</translation>
    </message>
    <message>
        <source>Offline, none kept: call and fill in now, decide when the line is back</source>
        <translation>Luring, simpanan kosong: panggil dan isi dulu, putuskan saat tersambung</translation>
    </message>
    <message>
        <source>Offline: C calls from %1 kept</source>
        <translation>Luring: C memanggil dari %1 simpanan</translation>
    </message>
    <message>
        <source>Offline, none kept</source>
        <translation>Luring, simpanan kosong</translation>
    </message>
    <message>
        <source>Clock %1 fast</source>
        <translation>Jam cepat %1</translation>
    </message>
    <message>
        <source>Clock %1 slow</source>
        <translation>Jam lambat %1</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Anda</translation>
    </message>
    <message>
        <source>Officer %1</source>
        <translation>Petugas %1</translation>
    </message>
    <message>
        <source>The centre</source>
        <translation>Pusat</translation>
    </message>
    <message>
        <source>Seen before</source>
        <translation>Terlihat sebelumnya</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Pekerjaan</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Hand over the claim of %1</source>
        <translation>Alihkan klaim %1</translation>
    </message>
    <message>
        <source>To which desk (empty: back to the queue)</source>
        <translation>Ke meja mana (kosong: kembali ke antrean)</translation>
    </message>
    <message>
        <source>Desks known of: %1</source>
        <translation>Meja yang diketahui: %1</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Alihkan</translation>
    </message>
    <message>
        <source>This is your own desk. Name another one.</source>
        <translation>Ini meja Anda sendiri. Sebut meja lain.</translation>
    </message>
    <message>
        <source>Nothing was heard of this desk yet. Look at its name once more.</source>
        <translation>Meja ini belum dikenal di sini. Periksa sekali lagi namanya.</translation>
    </message>
    <message>
        <source>The claim goes back to the queue; whoever calls next may get it. What is written stays.</source>
        <translation>Klaim kembali ke antrean; siapa pun yang memanggil dapat menerimanya. Isian tetap tersimpan.</translation>
    </message>
    <message>
        <source>%1 alone may call the claim. What is written stays.</source>
        <translation>Hanya %1 yang dapat memanggil klaim ini. Isian tetap tersimpan.</translation>
    </message>
    <message>
        <source>The line is down: it moves when the line is back, and cannot be decided here.</source>
        <translation>Sedang luring: klaim berpindah saat tersambung, dan tidak dapat diputus lagi di sini.</translation>
    </message>
    <message>
        <source>Notes on the claim of %1</source>
        <translation>Catatan pada klaim %1</translation>
    </message>
    <message>
        <source>A word for colleagues; it stays for good and the participant does not see it</source>
        <translation>Untuk rekan petugas; tidak dapat dihapus dan tidak terlihat peserta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Add the note</source>
        <translation>Tambah catatan</translation>
    </message>
    <message>
        <source>No notes yet.</source>
        <translation>Belum ada catatan.</translation>
    </message>
    <message>
        <source>Opened again: %1</source>
        <translation>Dibuka kembali: %1</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>belum terkirim</translation>
    </message>
    <message>
        <source>Give back the kept claims</source>
        <translation>Kembalikan klaim simpanan</translation>
    </message>
    <message>
        <source>%1 claims are kept for this desk. Given back, any desk may call them.</source>
        <translation>%1 klaim disimpan untuk meja ini. Setelah dikembalikan, meja mana pun dapat memanggilnya.</translation>
    </message>
    <message>
        <source>The line is down. Without them nothing can be decided here until it is back.</source>
        <translation>Sedang luring. Tanpa simpanan, tidak ada yang dapat diputus di sini sampai tersambung.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Tetap simpan</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Kembalikan ke antrean</translation>
    </message>
    <message>
        <source>Between this desk and the centre</source>
        <translation>Antara meja ini dan pusat</translation>
    </message>
    <message>
        <source>To be sent (%1)</source>
        <translation>Menunggu dikirim (%1)</translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation>Bentrok (%1)</translation>
    </message>
    <message>
        <source>Work to be sent</source>
        <translation>Pekerjaan yang menunggu dikirim</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Bentrok</translation>
    </message>
    <message>
        <source>No conflicts. What the centre refuses stands here until it is settled.</source>
        <translation>Tidak ada bentrok. Yang ditolak pusat tampil di sini sampai selesai.</translation>
    </message>
    <message>
        <source>Open the booth</source>
        <translation>Buka bilik</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Kirim sekarang</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Tandai selesai</translation>
    </message>
    <message>
        <source>Take the centre&apos;s</source>
        <translation>Pakai isian pusat</translation>
    </message>
    <message>
        <source>Write mine again</source>
        <translation>Tulis lagi isian saya</translation>
    </message>
    <message>
        <source>Proof: %1</source>
        <translation>Bukti: %1</translation>
    </message>
    <message>
        <source>Correction of the record proposed</source>
        <translation>Koreksi data pusat diajukan</translation>
    </message>
    <message>
        <source>Masked numbers opened</source>
        <translation>Angka tertutup dibuka</translation>
    </message>
</context>
<context>
    <name>Talk</name>
    <message>
        <source>Announcement</source>
        <translation>Pengumuman</translation>
    </message>
    <message>
        <source>You speak to all chosen booths at once and hear none of them.</source>
        <translation>Anda berbicara ke semua bilik yang dipilih sekaligus dan tidak mendengar satu pun.</translation>
    </message>
    <message>
        <source>Booth %1</source>
        <translation>Bilik %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>Bicara</translation>
    </message>
    <message>
        <source>You are talking with booth %1</source>
        <translation>Anda sedang berbicara dengan Bilik %1</translation>
    </message>
    <message>
        <source>This is the form of booth %1, %2. What you type would be written there.</source>
        <translation>Ini formulir Bilik %1, %2. Ketikan Anda akan ditulis di sana.</translation>
    </message>
    <message>
        <source>Back to booth %1</source>
        <translation>Kembali ke Bilik %1</translation>
    </message>
    <message>
        <source>Write in booth %1</source>
        <translation>Tulis di Bilik %1</translation>
    </message>
    <message>
        <source>Loudness of your microphone</source>
        <translation>Kekuatan suara mikrofon Anda</translation>
    </message>
    <message>
        <source>Microphone and loudspeaker</source>
        <translation>Mikrofon dan pengeras suara</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Say something: the bar must move.</source>
        <translation>Ucapkan sesuatu: batang harus bergerak.</translation>
    </message>
    <message>
        <source>Loudspeaker or headset</source>
        <translation>Pengeras suara atau headset</translation>
    </message>
    <message>
        <source>Use a headset: from a loudspeaker one booth can be heard in another.</source>
        <translation>Gunakan headset: dari pengeras suara, satu bilik dapat terdengar di bilik lain.</translation>
    </message>
    <message>
        <source>A chime reminds me of those on hold</source>
        <translation>Bunyi pengingat bila ada yang ditahan</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Putar</translation>
    </message>
    <message>
        <source>I hear it</source>
        <translation>Saya mendengarnya</translation>
    </message>
    <message>
        <source>Your microphone is heard.</source>
        <translation>Mikrofon Anda terdengar.</translation>
    </message>
    <message>
        <source>Say something</source>
        <translation>Ucapkan sesuatu</translation>
    </message>
    <message>
        <source>Play the sentence</source>
        <translation>Putar kalimatnya</translation>
    </message>
    <message>
        <source>As the system prefers</source>
        <translation>Menurut sistem</translation>
    </message>
    <message>
        <source>(not plugged in)</source>
        <translation>(tidak terpasang)</translation>
    </message>
    <message>
        <source>Stop the recording</source>
        <translation>Hentikan pesan suara</translation>
    </message>
    <message>
        <source>Voice prompt</source>
        <translation>Pesan suara</translation>
    </message>
    <message>
        <source>Take picture</source>
        <translation>Ambil gambar</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Layar</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Two-way</source>
        <translation>Dua arah</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Ditahan</translation>
    </message>
    <message>
        <source>You listen in</source>
        <translation>Anda dengarkan</translation>
    </message>
    <message>
        <source>speaks</source>
        <translation>bersuara</translation>
    </message>
    <message>
        <source>The participant speaks</source>
        <translation>Peserta bersuara</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Pesan suara</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Tanpa suara</translation>
    </message>
    <message>
        <source>Noisy</source>
        <translation>Bising</translation>
    </message>
    <message>
        <source>Told: late</source>
        <translation>Diberi tahu telat</translation>
    </message>
    <message>
        <source>Told: %1 min</source>
        <translation>Diberi tahu %1 mnt</translation>
    </message>
    <message>
        <source>The booth was told that you are late, and that time is over.</source>
        <translation>Bilik diberi tahu bahwa Anda terlambat, dan waktunya sudah lewat.</translation>
    </message>
    <message>
        <source>The booth was told that you are late and come in about %1 min.</source>
        <translation>Bilik diberi tahu bahwa Anda terlambat dan datang sekitar %1 mnt lagi.</translation>
    </message>
    <message>
        <source>You do not talk with this booth.</source>
        <translation>Anda tidak sedang berbicara dengan bilik ini.</translation>
    </message>
    <message>
        <source>You are talking with booth %1.</source>
        <translation>Anda sedang berbicara dengan Bilik %1.</translation>
    </message>
    <message>
        <source>Microphone off: nobody hears you</source>
        <translation>Mikrofon mati: tidak ada yang mendengar Anda</translation>
    </message>
    <message>
        <source>All booths hear your announcement</source>
        <translation>Semua bilik mendengar pengumuman Anda</translation>
    </message>
    <message>
        <source>Your announcement is heard in booth %1</source>
        <translation>Pengumuman Anda terdengar di Bilik %1</translation>
    </message>
    <message>
        <source>Only booth %1 hears you</source>
        <translation>Hanya Bilik %1 mendengar Anda</translation>
    </message>
    <message>
        <source>Nobody hears you</source>
        <translation>Tidak ada yang mendengar Anda</translation>
    </message>
    <message>
        <source>You speak, but your microphone is off: press %1</source>
        <translation>Anda berbicara, tetapi mikrofon mati: tekan %1</translation>
    </message>
    <message>
        <source>Nothing comes from your microphone: press %1</source>
        <translation>Mikrofon Anda tidak bersuara: tekan %1</translation>
    </message>
    <message>
        <source>It is noisy around your microphone: press %1</source>
        <translation>Sekitar mikrofon Anda bising: tekan %1</translation>
    </message>
    <message>
        <source>Mic off</source>
        <translation>Mik mati</translation>
    </message>
    <message>
        <source>Mic on</source>
        <translation>Mik aktif</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Bicara</translation>
    </message>
    <message>
        <source>No microphone is plugged in. Nobody can hear you.</source>
        <translation>Tidak ada mikrofon terpasang. Tidak ada yang dapat mendengar Anda.</translation>
    </message>
    <message>
        <source>No loudspeaker is plugged in. You can hear nobody.</source>
        <translation>Tidak ada pengeras suara terpasang. Anda tidak dapat mendengar siapa pun.</translation>
    </message>
    <message>
        <source>The microphone gives no sound. Check its cable, or choose another.</source>
        <translation>Mikrofon tidak memberi suara. Periksa kabelnya, atau pilih yang lain.</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound. Check its cable, or choose another.</source>
        <translation>Pengeras suara tidak menerima suara. Periksa kabelnya, atau pilih yang lain.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Anda</translation>
    </message>
    <message>
        <source>You are late</source>
        <translation>Petugas terlambat</translation>
    </message>
    <message>
        <source>The chosen booths are told in their language, on the screen and by a recorded sentence. It ends when you talk with them.</source>
        <translation>Bilik yang dipilih diberi tahu dalam bahasanya, di layar dan dengan rekaman suara. Berakhir saat Anda berbicara dengan bilik itu.</translation>
    </message>
    <message>
        <source>About how many minutes</source>
        <translation>Kira-kira berapa menit</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Tarik kembali</translation>
    </message>
    <message>
        <source>Tell them</source>
        <translation>Beri tahu</translation>
    </message>
    <message>
        <source>Booth %1, told %2 min</source>
        <translation>Bilik %1, sudah diberi tahu %2 mnt</translation>
    </message>
</context>
<context>
    <name>VideoTile</name>
    <message>
        <source>Camera off</source>
        <translation>Kamera mati</translation>
    </message>
    <message>
        <source>nothing is received</source>
        <translation>tidak ada gambar yang diterima</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 dtk</translation>
    </message>
    <message>
        <source>Behind by %1</source>
        <translation>Tertinggal %1</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Langsung</translation>
    </message>
    <message>
        <source>looking for the camera, %1</source>
        <translation>mencari kamera, %1</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Menyambung</translation>
    </message>
    <message>
        <source>HH:mm:ss</source>
        <translation>HH.mm.ss</translation>
    </message>
    <message>
        <source>Lost for %1</source>
        <translation>Terputus %1</translation>
    </message>
    <message>
        <source>Last picture %1, not live</source>
        <translation>Gambar terakhir %1, bukan siaran langsung</translation>
    </message>
    <message>
        <source>by the participant</source>
        <translation>oleh peserta</translation>
    </message>
    <message>
        <source>by the participant, for %1</source>
        <translation>oleh peserta, selama %1</translation>
    </message>
    <message>
        <source>Camera covered</source>
        <translation>Kamera ditutup</translation>
    </message>
    <message>
        <source>the sound goes on</source>
        <translation>suara tetap jalan</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>percobaan ke-%1</translation>
    </message>
    <message>
        <source>Camera not found</source>
        <translation>Kamera tidak ditemukan</translation>
    </message>
    <message>
        <source>Check its cable and address, or send floor staff</source>
        <translation>Periksa kabel dan alamatnya, atau kirim petugas lantai</translation>
    </message>
    <message>
        <source>Camera refuses the connection</source>
        <translation>Kamera menolak sambungan</translation>
    </message>
    <message>
        <source>Check that it is switched on, or send floor staff</source>
        <translation>Pastikan kamera menyala, atau kirim petugas lantai</translation>
    </message>
    <message>
        <source>Camera asks for a password</source>
        <translation>Kamera meminta kata sandi</translation>
    </message>
    <message>
        <source>Check its address in the settings</source>
        <translation>Periksa alamatnya di pengaturan</translation>
    </message>
    <message>
        <source>Browser may not use the camera</source>
        <translation>Peramban tidak boleh memakai kamera</translation>
    </message>
    <message>
        <source>Allow the camera in the booth&apos;s browser</source>
        <translation>Izinkan kamera di peramban bilik</translation>
    </message>
    <message>
        <source>Camera sends nothing</source>
        <translation>Kamera tidak mengirim gambar</translation>
    </message>
    <message>
        <source>Check its network, or send floor staff</source>
        <translation>Periksa jaringannya, atau kirim petugas lantai</translation>
    </message>
    <message>
        <source>Camera has hung up</source>
        <translation>Kamera memutus sambungan</translation>
    </message>
    <message>
        <source>It is being called again</source>
        <translation>Sedang disambungkan kembali</translation>
    </message>
    <message>
        <source>What comes is no picture</source>
        <translation>Yang diterima bukan gambar</translation>
    </message>
    <message>
        <source>Unknown kind of picture</source>
        <translation>Jenis gambar tidak dikenal</translation>
    </message>
    <message>
        <source>Set the camera to H.264</source>
        <translation>Atur kamera ke H.264</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Booth empty</source>
        <translation>Bilik kosong</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Panggil</translation>
    </message>
    <message>
        <source>JHT balance</source>
        <translation>Saldo JHT</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Pajak</translation>
    </message>
    <message>
        <source>Paid out (Rp)</source>
        <translation>Dibayar (Rp)</translation>
    </message>
    <message>
        <source>CSO Desk, wall</source>
        <translation>CSO Desk, dinding</translation>
    </message>
    <message>
        <source>understood</source>
        <translation>mengerti</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 dtk</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 mnt %2 dtk</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 mnt</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 jam %2 mnt</translation>
    </message>
    <message>
        <source>TALKING</source>
        <translation>BICARA</translation>
    </message>
    <message>
        <source>OFFICER NEEDED</source>
        <translation>BUTUH PETUGAS</translation>
    </message>
    <message>
        <source>READY TO APPROVE</source>
        <translation>SIAP DISETUJUI</translation>
    </message>
    <message>
        <source>SCANNING</source>
        <translation>MEMINDAI</translation>
    </message>
    <message>
        <source>ALONE</source>
        <translation>MANDIRI</translation>
    </message>
    <message>
        <source>LOST</source>
        <translation>TERPUTUS</translation>
    </message>
    <message>
        <source>CLOSED</source>
        <translation>KOSONG</translation>
    </message>
    <message>
        <source>Nobody in the booth</source>
        <translation>Tidak ada peserta</translation>
    </message>
    <message>
        <source>Decided, the participant may leave</source>
        <translation>Sudah diputuskan, peserta boleh keluar</translation>
    </message>
    <message>
        <source>Connecting again</source>
        <translation>Menyambung ulang</translation>
    </message>
    <message>
        <source>No picture, send the floor staff</source>
        <translation>Tidak ada gambar, kirim petugas lantai</translation>
    </message>
    <message>
        <source>All checks passed</source>
        <translation>Semua pemeriksaan lulus</translation>
    </message>
    <message>
        <source>Waits for verification</source>
        <translation>Menunggu verifikasi</translation>
    </message>
    <message>
        <source>Reads the consent to recording</source>
        <translation>Membaca persetujuan perekaman</translation>
    </message>
    <message>
        <source>Shows the identity card</source>
        <translation>Memperlihatkan KTP</translation>
    </message>
    <message>
        <source>Shows the family card</source>
        <translation>Memperlihatkan KK</translation>
    </message>
    <message>
        <source>Shows the papers</source>
        <translation>Memperlihatkan berkas</translation>
    </message>
    <message>
        <source>Reads and confirms the form</source>
        <translation>Membaca dan memastikan formulir</translation>
    </message>
    <message>
        <source>Signs with a finger</source>
        <translation>Menandatangani dengan jari</translation>
    </message>
    <message>
        <source>Reads the receipt</source>
        <translation>Membaca tanda terima</translation>
    </message>
    <message>
        <source>Cannot go on alone</source>
        <translation>Tidak dapat lanjut sendiri</translation>
    </message>
    <message>
        <source>Says that the form is wrong</source>
        <translation>Menyatakan ada isian yang salah</translation>
    </message>
    <message>
        <source>Calls the officer</source>
        <translation>Memanggil petugas</translation>
    </message>
    <message>
        <source>Has finished, waits for you</source>
        <translation>Selesai mengisi, menunggu Anda</translation>
    </message>
    <message>
        <source>talk</source>
        <translation>bicara</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>terputus</translation>
    </message>
    <message>
        <source>this step</source>
        <translation>langkah ini</translation>
    </message>
    <message>
        <source>Cause not chosen</source>
        <translation>Sebab belum dipilih</translation>
    </message>
    <message>
        <source>No cause</source>
        <translation>Tanpa sebab</translation>
    </message>
    <message>
        <source>Pension age (56)</source>
        <translation>Usia pensiun (56)</translation>
    </message>
    <message>
        <source>Age 56</source>
        <translation>Usia 56</translation>
    </message>
    <message>
        <source>Pension by agreement</source>
        <translation>Pensiun PKB/PP</translation>
    </message>
    <message>
        <source>Agreed pension</source>
        <translation>Pensiun PKB</translation>
    </message>
    <message>
        <source>Resigned</source>
        <translation>Mengundurkan diri</translation>
    </message>
    <message>
        <source>Resign</source>
        <translation>Resign</translation>
    </message>
    <message>
        <source>Laid off</source>
        <translation>PHK</translation>
    </message>
    <message>
        <source>Contract ended (PKWT)</source>
        <translation>Habis kontrak (PKWT)</translation>
    </message>
    <message>
        <source>Contract ended</source>
        <translation>Habis kontrak</translation>
    </message>
    <message>
        <source>Own-account worker stopped</source>
        <translation>BPU berhenti bekerja</translation>
    </message>
    <message>
        <source>BPU</source>
        <translation>BPU</translation>
    </message>
    <message>
        <source>Left Indonesia (foreigner)</source>
        <translation>Meninggalkan RI (WNA)</translation>
    </message>
    <message>
        <source>Left, foreigner</source>
        <translation>Pergi, WNA</translation>
    </message>
    <message>
        <source>Left Indonesia (citizen)</source>
        <translation>Meninggalkan RI (WNI)</translation>
    </message>
    <message>
        <source>Left, citizen</source>
        <translation>Pergi, WNI</translation>
    </message>
    <message>
        <source>Total permanent disability</source>
        <translation>Cacat total tetap</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Cacat total</translation>
    </message>
    <message>
        <source>Died (heirs)</source>
        <translation>Meninggal (ahli waris)</translation>
    </message>
    <message>
        <source>Heirs</source>
        <translation>Ahli waris</translation>
    </message>
    <message>
        <source>Partial claim 10 %</source>
        <translation>Klaim sebagian 10 %</translation>
    </message>
    <message>
        <source>Partial 10 %</source>
        <translation>Sebagian 10 %</translation>
    </message>
    <message>
        <source>Partial claim 30 %</source>
        <translation>Klaim sebagian 30 %</translation>
    </message>
    <message>
        <source>Partial 30 %</source>
        <translation>Sebagian 30 %</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Antre</translation>
    </message>
    <message>
        <source>In the booth</source>
        <translation>Di bilik</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Dikembalikan</translation>
    </message>
    <message>
        <source>Referred to the supervisor</source>
        <translation>Diajukan ke penyelia</translation>
    </message>
    <message>
        <source>Approved, waits for the second approver</source>
        <translation>Disetujui, menunggu penyetuju kedua</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Disetujui</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>%1 unsure, being checked</source>
        <translation>%1 belum pasti, diperiksa ulang</translation>
    </message>
    <message>
        <source>Sending %1 changes</source>
        <translation>Mengirim %1 perubahan</translation>
    </message>
    <message>
        <source>Offline %1, %2 kept on this desk</source>
        <translation>Luring %1, %2 tersimpan di meja ini</translation>
    </message>
    <message>
        <source>Synced %1 ago</source>
        <translation>Tersinkron %1 lalu</translation>
    </message>
    <message>
        <source>the centre has a fault</source>
        <translation>pusat sedang terganggu</translation>
    </message>
    <message>
        <source>the centre refuses this desk&apos;s key</source>
        <translation>pusat menolak kunci meja ini</translation>
    </message>
    <message>
        <source>the centre has another history, tell the supervisor</source>
        <translation>riwayat pusat berbeda, beri tahu penyelia</translation>
    </message>
    <message>
        <source>the centre&apos;s log does not fit, tell the supervisor</source>
        <translation>catatan pusat tidak cocok, beri tahu penyelia</translation>
    </message>
    <message>
        <source>the centre has stopped itself: its log is not what it signed, tell the supervisor</source>
        <translation>pusat menghentikan diri: catatannya bukan yang pernah ditandatanganinya, beri tahu penyelia</translation>
    </message>
    <message>
        <source>the centre signed another log than it told this desk, tell the supervisor</source>
        <translation>pusat menandatangani catatan lain dari yang diberikan ke meja ini, beri tahu penyelia</translation>
    </message>
    <message>
        <source>the centre&apos;s hourly signature does not fit, tell the supervisor</source>
        <translation>tanda tangan pusat tiap jam tidak cocok, beri tahu penyelia</translation>
    </message>
    <message>
        <source>entries of the log are missing, asked again</source>
        <translation>catatan pusat belum lengkap, diminta lagi</translation>
    </message>
    <message>
        <source>the centre speaks of what this version does not know</source>
        <translation>pusat memakai versi yang belum dikenal</translation>
    </message>
    <message>
        <source>what answers is no centre, check the address</source>
        <translation>yang menjawab bukan pusat, periksa alamatnya</translation>
    </message>
    <message>
        <source>the centre&apos;s address cannot be used</source>
        <translation>alamat pusat tidak bisa dipakai</translation>
    </message>
    <message>
        <source>the centre does not answer in time</source>
        <translation>pusat tidak menjawab tepat waktu</translation>
    </message>
    <message>
        <source>the disk of this desk is full</source>
        <translation>cakram meja ini penuh</translation>
    </message>
    <message>
        <source>the data of this desk are damaged</source>
        <translation>data meja ini rusak</translation>
    </message>
    <message>
        <source>another officer has to sign in first</source>
        <translation>petugas lain harus masuk dahulu</translation>
    </message>
    <message>
        <source>the centre judges by other tables, tell the supervisor</source>
        <translation>pusat menilai dengan tabel lain, beri tahu penyelia</translation>
    </message>
    <message>
        <source>M</source>
        <translation>L</translation>
    </message>
    <message>
        <source>F</source>
        <translation>P</translation>
    </message>
    <message>
        <source>%1 · %2 y</source>
        <translation>%1 · %2 th</translation>
    </message>
    <message>
        <source>ID original</source>
        <translation>KTP asli</translation>
    </message>
    <message>
        <source>Face × ID</source>
        <translation>Wajah × KTP</translation>
    </message>
    <message>
        <source>Civil registry</source>
        <translation>Dukcapil</translation>
    </message>
    <message>
        <source>Data match</source>
        <translation>Kesesuaian</translation>
    </message>
    <message>
        <source>Eligibility</source>
        <translation>Kelayakan</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Klaim ganda</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Rekening</translation>
    </message>
    <message>
        <source>Call the next ticket</source>
        <translation>Panggil antrean berikutnya</translation>
    </message>
    <message>
        <source>call</source>
        <translation>panggil</translation>
    </message>
    <message>
        <source>approve</source>
        <translation>setujui</translation>
    </message>
    <message>
        <source>Complete, decide</source>
        <translation>Lengkap, putuskan</translation>
    </message>
    <message>
        <source>Form is kept, waits for the booth</source>
        <translation>Formulir tersimpan, menunggu bilik</translation>
    </message>
    <message>
        <source>focus</source>
        <translation>fokus</translation>
    </message>
    <message>
        <source>The centre refused it, see why</source>
        <translation>Ditolak pusat, lihat sebabnya</translation>
    </message>
    <message>
        <source>You are not needed yet</source>
        <translation>Belum perlu Anda</translation>
    </message>
    <message>
        <source>You are not needed yet, done by itself in ± %1</source>
        <translation>Belum perlu Anda, selesai sendiri ± %1</translation>
    </message>
    <message>
        <source>Verify with the participant</source>
        <translation>Verifikasi bersama peserta</translation>
    </message>
    <message>
        <source>Verify %1, %2 left</source>
        <translation>Verifikasi %1, sisa %2</translation>
    </message>
    <message>
        <source>Only %1 is left</source>
        <translation>Tinggal %1</translation>
    </message>
    <message>
        <source>APPROVED</source>
        <translation>DISETUJUI</translation>
    </message>
    <message>
        <source>RETURNED</source>
        <translation>DIKEMBALIKAN</translation>
    </message>
    <message>
        <source>REJECTED</source>
        <translation>DITOLAK</translation>
    </message>
    <message>
        <source>REFERRED</source>
        <translation>DIAJUKAN</translation>
    </message>
    <message>
        <source>PROVISIONAL: %1</source>
        <translation>SEMENTARA: %1</translation>
    </message>
    <message>
        <source>Sent, receipt %1</source>
        <translation>Terkirim, tanda terima %1</translation>
    </message>
    <message>
        <source>Provisional, waits for the centre</source>
        <translation>Sementara, menunggu pusat</translation>
    </message>
    <message>
        <source>Approved provisionally</source>
        <translation>Disetujui sementara</translation>
    </message>
    <message>
        <source>Returned provisionally</source>
        <translation>Dikembalikan sementara</translation>
    </message>
    <message>
        <source>Rejected provisionally</source>
        <translation>Ditolak sementara</translation>
    </message>
    <message>
        <source>Referred provisionally</source>
        <translation>Diajukan sementara</translation>
    </message>
    <message>
        <source>the time to decide is over</source>
        <translation>waktu memutus habis</translation>
    </message>
    <message>
        <source>to be decided within %1</source>
        <translation>dapat diputus %1 lagi</translation>
    </message>
    <message>
        <source>Kept on this desk</source>
        <translation>Tersimpan di meja ini</translation>
    </message>
    <message>
        <source>Kept on this desk, sending</source>
        <translation>Tersimpan di meja ini, sedang dikirim</translation>
    </message>
    <message>
        <source>Unsure, being checked</source>
        <translation>Belum pasti, diperiksa ulang</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Terkirim</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>Ditolak pusat</translation>
    </message>
    <message>
        <source>in booth %1</source>
        <translation>di bilik %1</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>Tidak ada yang antre</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 menunggu</translation>
    </message>
    <message>
        <source>the data of this desk were damaged and set aside. %1 of %2 pieces of work could be read again; the claims come from the centre.</source>
        <translation>data meja ini rusak dan disisihkan. %1 dari %2 pekerjaan terbaca lagi; klaim diambil dari pusat.</translation>
    </message>
    <message>
        <source>Booth %1</source>
        <translation>Bilik %1</translation>
    </message>
    <message>
        <source>Officer needed %1</source>
        <translation>Butuh petugas %1</translation>
    </message>
    <message>
        <source>Ready to approve</source>
        <translation>Siap disetujui</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 langkah</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>Mandiri</translation>
    </message>
    <message>
        <source>no action needed yet</source>
        <translation>belum perlu tindakan</translation>
    </message>
    <message>
        <source>± %1 left</source>
        <translation>± %1 lagi</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>diterima</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>belum dilihat</translation>
    </message>
    <message>
        <source>original</source>
        <translation>asli</translation>
    </message>
    <message>
        <source>not original</source>
        <translation>bukan asli</translation>
    </message>
    <message>
        <source>features open</source>
        <translation>cek ciri</translation>
    </message>
    <message>
        <source>feature unfit</source>
        <translation>ciri beda</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>cocok</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>berbeda</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>belum dijawab</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>padan</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>tidak padan</translation>
    </message>
    <message>
        <source>same</source>
        <translation>sama</translation>
    </message>
    <message>
        <source>fields empty</source>
        <translation>isian kosong</translation>
    </message>
    <message>
        <source>NIK not valid</source>
        <translation>NIK tidak sah</translation>
    </message>
    <message>
        <source>date not valid</source>
        <translation>tgl tidak sah</translation>
    </message>
    <message>
        <source>%1 letter(s) off</source>
        <translation>beda %1 huruf</translation>
    </message>
    <message>
        <source>answer unfit</source>
        <translation>jawaban beda</translation>
    </message>
    <message>
        <source>another card</source>
        <translation>kartu lain</translation>
    </message>
    <message>
        <source>no cause yet</source>
        <translation>sebab kosong</translation>
    </message>
    <message>
        <source>no date yet</source>
        <translation>tanggal kosong</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>baru %1</translation>
    </message>
    <message>
        <source>still a member</source>
        <translation>masih aktif</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>per %1</translation>
    </message>
    <message>
        <source>%1 days past</source>
        <translation>lewat %1 hari</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>non-aktif</translation>
    </message>
    <message>
        <source>works elsewhere</source>
        <translation>masih bekerja</translation>
    </message>
    <message>
        <source>in dispute</source>
        <translation>masih sengketa</translation>
    </message>
    <message>
        <source>age %1</source>
        <translation>usia %1 th</translation>
    </message>
    <message>
        <source>only %1 years old</source>
        <translation>baru %1 th</translation>
    </message>
    <message>
        <source>no waiting</source>
        <translation>tanpa tunggu</translation>
    </message>
    <message>
        <source>%1 y %2 m</source>
        <translation>%1 th %2 bln</translation>
    </message>
    <message>
        <source>only %1 y %2 m</source>
        <translation>baru %1 th %2 bln</translation>
    </message>
    <message>
        <source>taken %1</source>
        <translation>cair %1</translation>
    </message>
    <message>
        <source>paid %1</source>
        <translation>bayar %1</translation>
    </message>
    <message>
        <source>no balance</source>
        <translation>tanpa saldo</translation>
    </message>
    <message>
        <source>migrant worker</source>
        <translation>aturan PMI</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 dari %2</translation>
    </message>
    <message>
        <source>%1/%2, blurred</source>
        <translation>%1/%2, buram</translation>
    </message>
    <message>
        <source>%1/%2, missing</source>
        <translation>%1/%2, kurang</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>belum ditanya</translation>
    </message>
    <message>
        <source>own name</source>
        <translation>a.n. sendiri</translation>
    </message>
    <message>
        <source>of the heir</source>
        <translation>a.n. ahli waris</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>tidak aktif</translation>
    </message>
    <message>
        <source>another holder</source>
        <translation>a.n. orang lain</translation>
    </message>
    <message>
        <source>number not valid</source>
        <translation>nomor salah</translation>
    </message>
    <message>
        <source>Not done (%1). Look at the booth again before you go on.</source>
        <translation>Tidak dilakukan (%1). Lihat lagi bilik ini sebelum melanjutkan.</translation>
    </message>
    <message>
        <source>Booth %1: %2</source>
        <translation>Bilik %1: %2</translation>
    </message>
    <message>
        <source>the form has changed since you saw it. Read it again, then decide.</source>
        <translation>isian berubah sejak Anda lihat. Baca lagi, lalu putuskan.</translation>
    </message>
    <message>
        <source>another desk has taken this claim. Call the next ticket.</source>
        <translation>klaim ini sudah diambil meja lain. Panggil antrean berikutnya.</translation>
    </message>
    <message>
        <source>the centre has another text in this field. Read it again.</source>
        <translation>di pusat isian ini berbeda. Baca lagi isiannya.</translation>
    </message>
    <message>
        <source>the centre reckons another amount. Look at the calculation again.</source>
        <translation>hitungan pusat berbeda. Lihat lagi perhitungannya.</translation>
    </message>
    <message>
        <source>another claim sits here now. Nothing was written.</source>
        <translation>klaim lain sekarang ada di sini. Tidak ada yang ditulis.</translation>
    </message>
    <message>
        <source>decide this claim before you call the next ticket.</source>
        <translation>putuskan dulu klaim ini sebelum memanggil antrean berikutnya.</translation>
    </message>
    <message>
        <source>this needs the centre, and the line is down. Do it when the line is back.</source>
        <translation>ini memerlukan pusat dan sedang luring. Lakukan saat tersambung.</translation>
    </message>
    <message>
        <source>offline, and the centre has not lent this claim. Fill it in now, decide when the line is back.</source>
        <translation>sedang luring dan pusat belum menyerahkan klaim ini. Isi dahulu, putuskan saat tersambung.</translation>
    </message>
    <message>
        <source>offline, and the time to decide this claim is over. Decide when the line is back.</source>
        <translation>sedang luring dan waktu memutus klaim ini habis. Putuskan saat tersambung.</translation>
    </message>
    <message>
        <source>offline, no more than Rp %1 is approved. Refer it, or wait for the line.</source>
        <translation>saat luring paling banyak Rp %1 dapat disetujui. Ajukan ke penyelia, atau tunggu tersambung.</translation>
    </message>
    <message>
        <source>this desk keeps as many claims as it may. Give some back (F4) first.</source>
        <translation>meja ini sudah menyimpan klaim sebanyak yang boleh. Kembalikan dahulu (F4).</translation>
    </message>
    <message>
        <source>the note is empty. Write it first.</source>
        <translation>catatan kosong. Tulis dahulu.</translation>
    </message>
    <message>
        <source>no claim sits in this booth. Call a ticket first.</source>
        <translation>tidak ada klaim di bilik ini. Panggil nomor antrean dahulu.</translation>
    </message>
    <message>
        <source>first read why the centre refused this claim (Enter).</source>
        <translation>baca dulu mengapa pusat menolak klaim ini (Enter).</translation>
    </message>
    <message>
        <source>nobody sits here, so there is no letter. Call a ticket first.</source>
        <translation>tidak ada peserta di sini, jadi tidak ada surat. Panggil tiket dahulu.</translation>
    </message>
    <message>
        <source>nobody waits for a booth.</source>
        <translation>tidak ada yang antre untuk bilik.</translation>
    </message>
    <message>
        <source>this claim is decided already. Call the next ticket.</source>
        <translation>klaim ini sudah diputuskan. Panggil antrean berikutnya.</translation>
    </message>
    <message>
        <source>this claim is not decided yet. There is nothing to open again.</source>
        <translation>klaim ini belum diputus. Tidak ada yang perlu dibuka kembali.</translation>
    </message>
    <message>
        <source>checks are still open. The decision bar names them.</source>
        <translation>masih ada syarat yang terbuka. Palang keputusan menyebutkannya.</translation>
    </message>
    <message>
        <source>choose a reason first.</source>
        <translation>pilih dulu alasannya.</translation>
    </message>
    <message>
        <source>this reason does not fit the decision. Choose another.</source>
        <translation>alasan ini tidak cocok dengan keputusannya. Pilih yang lain.</translation>
    </message>
    <message>
        <source>write the note first.</source>
        <translation>tulis dulu catatannya.</translation>
    </message>
    <message>
        <source>the text is too long, 500 characters are the most. The rest was not kept.</source>
        <translation>teks terlalu panjang, paling banyak 500 huruf. Selebihnya tidak disimpan.</translation>
    </message>
    <message>
        <source>the text has a character that cannot be kept. Delete it.</source>
        <translation>ada tanda yang tidak bisa disimpan. Hapus tanda itu.</translation>
    </message>
    <message>
        <source>the centre does not know this claim. Call the next ticket.</source>
        <translation>pusat tidak mengenal klaim ini. Panggil nomor berikutnya.</translation>
    </message>
    <message>
        <source>no browser is connected there. Set the booth up (Ctrl+D).</source>
        <translation>belum ada peramban yang tersambung di sana. Siapkan bilik (Ctrl+D).</translation>
    </message>
    <message>
        <source>this file is no picture that a booth can show. Choose another.</source>
        <translation>berkas ini bukan gambar yang dapat ditampilkan di bilik. Pilih yang lain.</translation>
    </message>
    <message>
        <source>Another program uses port %1, so no booth can connect. Close it, or change the port in desk.toml.</source>
        <translation>Port %1 dipakai program lain, jadi bilik tidak dapat tersambung. Tutup program itu, atau ganti port di desk.toml.</translation>
    </message>
    <message>
        <source>Sound reached a booth that it was not meant for. Everybody is on hold; tell the supervisor.</source>
        <translation>Suara sampai ke bilik yang tidak dituju. Semua ditahan; beri tahu penyelia.</translation>
    </message>
    <message>
        <source>the number of the receipt is taken. Decide once more.</source>
        <translation>nomor tanda terima sudah terpakai. Putuskan sekali lagi.</translation>
    </message>
    <message>
        <source>your right to this was withdrawn before it arrived. The supervisor settles it.</source>
        <translation>hak Anda dicabut sebelum pekerjaan ini sampai. Penyelia yang menyelesaikan.</translation>
    </message>
    <message>
        <source>the centre does not understand this yet and keeps it. Tell whoever runs the centre.</source>
        <translation>pusat belum memahami pekerjaan ini dan menyimpannya. Beri tahu pengelola pusat.</translation>
    </message>
    <message>
        <source>the centre does not understand this work and keeps it. Tell whoever runs the centre.</source>
        <translation>pusat tidak memahami pekerjaan ini dan menyimpannya. Beri tahu pengelola pusat.</translation>
    </message>
    <message>
        <source>the centre had a fault with this work and keeps it. Tell whoever runs the centre.</source>
        <translation>pusat terganggu pada pekerjaan ini dan menyimpannya. Beri tahu pengelola pusat.</translation>
    </message>
    <message>
        <source>work before this one was refused, so this was not done either. Do it again.</source>
        <translation>pekerjaan sebelumnya ditolak, jadi yang ini juga tidak dilakukan. Ulangi.</translation>
    </message>
    <message>
        <source>the disk of this desk is full; the last work was NOT kept. Make room, then repeat it.</source>
        <translation>cakram meja ini penuh; pekerjaan terakhir TIDAK tersimpan. Kosongkan ruang, lalu ulangi.</translation>
    </message>
    <message>
        <source>the data of this desk are damaged; the last work was NOT kept. Start the program again.</source>
        <translation>data meja ini rusak; pekerjaan terakhir TIDAK tersimpan. Jalankan ulang program.</translation>
    </message>
    <message>
        <source>this desk could not keep the last work. Start the program again.</source>
        <translation>meja ini tidak bisa menyimpan pekerjaan terakhir. Jalankan ulang program.</translation>
    </message>
    <message>
        <source>CSO Desk already runs on this profile. Use the window that is open, or close it first.</source>
        <translation>CSO Desk sudah berjalan dengan profil ini. Pakai jendela yang terbuka, atau tutup dulu.</translation>
    </message>
    <message>
        <source>The data of this desk were written with another key and stay untouched. Ask the supervisor to bring back the key, or choose another profile.</source>
        <translation>Data meja ini ditulis dengan kunci lain dan tidak disentuh. Minta penyelia mengembalikan kuncinya, atau pilih profil lain.</translation>
    </message>
    <message>
        <source>A newer version of CSO Desk wrote the data of this desk. Install that version again.</source>
        <translation>Data meja ini ditulis oleh CSO Desk yang lebih baru. Pasang lagi versi itu.</translation>
    </message>
    <message>
        <source>The disk is full. Make room, then start again.</source>
        <translation>Cakram penuh. Kosongkan ruang, lalu jalankan lagi.</translation>
    </message>
    <message>
        <source>The data of this desk are damaged and could not be set aside: %1</source>
        <translation>Data meja ini rusak dan tidak bisa disisihkan: %1</translation>
    </message>
    <message>
        <source>The data of this desk cannot be opened: %1</source>
        <translation>Data meja ini tidak bisa dibuka: %1</translation>
    </message>
    <message>
        <source>The rules cannot be judged by: %1 Mend that table, or take its folder out of desk.toml.</source>
        <translation>Aturan tidak dapat dipakai: %1 Perbaiki tabel itu, atau keluarkan foldernya dari desk.toml.</translation>
    </message>
    <message>
        <source>The settings cannot be used: %1</source>
        <translation>Pengaturan tidak bisa dipakai: %1</translation>
    </message>
    <message>
        <source>A camera&apos;s address cannot be used: %1</source>
        <translation>Alamat kamera tidak bisa dipakai: %1</translation>
    </message>
    <message>
        <source>This file cannot be written: %1</source>
        <translation>Berkas ini tidak bisa ditulis: %1</translation>
    </message>
    <message>
        <source>The folder of this profile cannot be used: %1</source>
        <translation>Folder profil ini tidak bisa dipakai: %1</translation>
    </message>
    <message>
        <source>The centre of the demonstration did not start: %1</source>
        <translation>Pusat untuk peragaan tidak berjalan: %1</translation>
    </message>
    <message>
        <source>CSO Desk cannot start: %1</source>
        <translation>CSO Desk tidak bisa berjalan: %1</translation>
    </message>
    <message>
        <source>Being filled in</source>
        <translation>Sedang diisi</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Terdaftar</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>Postponed</source>
        <translation>Ditunda</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Dipanggil</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Ditetapkan</translation>
    </message>
    <message>
        <source>Being paid out</source>
        <translation>Sedang dibayar</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Sudah dibayar</translation>
    </message>
    <message>
        <source>Sent back by the bank</source>
        <translation>Dikembalikan bank</translation>
    </message>
    <message>
        <source>%1 refused, see (F2)</source>
        <translation>%1 ditolak pusat, buka (F2)</translation>
    </message>
    <message>
        <source>short name</source>
        <translation>nama disingkat</translation>
    </message>
    <message>
        <source>NIK vs birth</source>
        <translation>NIK beda lahir</translation>
    </message>
    <message>
        <source>no rule yet</source>
        <translation>tanpa aturan</translation>
    </message>
    <message>
        <source>vs %1</source>
        <translation>beda %1</translation>
    </message>
    <message>
        <source>date too early</source>
        <translation>tgl terlalu dini</translation>
    </message>
    <message>
        <source>rule in doubt</source>
        <translation>belum pasti</translation>
    </message>
    <message>
        <source>another KPJ</source>
        <translation>ada KPJ lain</translation>
    </message>
    <message>
        <source>foreign tax</source>
        <translation>pajak WP LN</translation>
    </message>
    <message>
        <source>closer heirs</source>
        <translation>bukan terdekat</translation>
    </message>
    <message>
        <source>which heir?</source>
        <translation>isi hubungan</translation>
    </message>
    <message>
        <source>needs another</source>
        <translation>perlu pengganti</translation>
    </message>
    <message>
        <source>read the amount</source>
        <translation>bacakan jumlah</translation>
    </message>
    <message>
        <source>amount refused</source>
        <translation>jumlah ditolak</translation>
    </message>
    <message>
        <source>%1 digits, unusual</source>
        <translation>%1 angka, cek</translation>
    </message>
    <message>
        <source>this is not yours to do with this claim. Refer it to the supervisor.</source>
        <translation>ini bukan wewenang Anda untuk klaim ini. Ajukan ke penyelia.</translation>
    </message>
    <message>
        <source>the first approval is yours; another officer gives the second.</source>
        <translation>persetujuan pertama dari Anda; petugas lain memberi yang kedua.</translation>
    </message>
    <message>
        <source>the amount is above what you may approve. Refer it to the supervisor.</source>
        <translation>jumlahnya di atas wewenang Anda. Ajukan ke penyelia.</translation>
    </message>
    <message>
        <source>the amount is no longer the one approved first. Refer it to the supervisor.</source>
        <translation>jumlahnya tidak lagi sama dengan persetujuan pertama. Ajukan ke penyelia.</translation>
    </message>
    <message>
        <source>the form has no such field. Nothing was written.</source>
        <translation>formulir tidak memiliki isian itu. Tidak ada yang tersimpan.</translation>
    </message>
    <message>
        <source>%1 claims</source>
        <translation>%1 klaim</translation>
    </message>
    <message>
        <source>second approvals are for the supervisor and the head of the branch.</source>
        <translation>penyetujuan kedua hanya untuk penyelia dan kepala cabang.</translation>
    </message>
    <message>
        <source>the record says so already, or has no such field.</source>
        <translation>data pusat sudah begitu, atau tidak punya isian ini.</translation>
    </message>
    <message>
        <source>the picture that proves this is not with the claim. Take it again.</source>
        <translation>gambar yang membuktikannya tidak ada pada klaim ini. Ambil lagi.</translation>
    </message>
    <message>
        <source>You hear each other</source>
        <translation>Saling mendengar</translation>
    </message>
</context>
</TS>
