#include "cli/demo/story.h"

#include <string>

namespace salur::cli {

using common::v1::ASPIRATION;
using common::v1::COMPLAINT;
using common::v1::INFORMATION_REQUEST;

namespace {

Story AtPoint(Story story, GeoPoint point) {
  story.point = point;
  return story;
}

// Those whose way up is awaited: one for each kind of ladder.
std::vector<Story> WatchedStories() {
  return {
      {"Kelurahan Dago, Kota Bandung", "32.73.02.1004", "jalan-kampung",
       "Paving di Gang Cisitu Lama lepas di tiga titik dan licin bila hujan. Minggu ini dua anak "
       "jatuh sepulang mengaji.",
       "tangga sebuah kelurahan", "the ladder of a kelurahan", Course::kWatched},
      {"Kelurahan Wonokromo, Kota Surabaya", "35.78.04.1001", "jalan-rusak",
       "Jalan Raya Wonokromo arah Joyoboyo berlubang sedalam sejengkal. Hampir tiap hari ada motor "
       "jatuh.",
       "tangga sebuah dinas; di Surabaya satu kantor mengurus jalan dan air",
       "the ladder of a dinas; in Surabaya one office serves roads and water", Course::kWatched},
      {"Desa Pancurwening, Kabupaten Wonosobo", "33.07.09.2007", "dana-desa",
       "Mohon diperiksa: pupuk dari dana desa dibagikan tanpa daftar penerima yang diumumkan. Saya "
       "tidak berani menyebut nama.",
       "anonim dan rahasia, tentang kepala desa: naik lewat jalur inspektorat",
       "anonymous and confidential, about a village head: climbs the inspektorat's own line",
       Course::kWatched, COMPLAINT, true, false, "33.07.09.2007"},
      {"Kelurahan Maricaya Selatan, Kota Makassar", "73.71.02.1005", "kerja-bakti",
       "Usul: sediakan tempat sampah terpilah dan jadwal kerja bakti bulanan di RW 02. Warga siap "
       "ikut merawat.",
       "aspirasi: berhenti di kabupaten/kota", "an aspiration: stops at the kabupaten/kota",
       Course::kWatched, ASPIRATION},
  };
}

std::vector<Story> AnsweredStories() {
  return {
      {"Kelurahan Tebet Timur, Jakarta Selatan", "31.74.01.1001", "lampu-jalan",
       "Lima lampu di Jalan Tebet Timur Dalam padam sejak Senin, gelap sekali selepas isya.",
       "aturan wilayah: di Jakarta lampu jalan urusan Bina Marga",
       "a regional rule: in Jakarta street lights belong to Bina Marga", Course::kAnswered,
       COMPLAINT, false, false, "", "ratna", routing::v1::DONE,
       "Kelima lampu sudah diganti LED malam ini pukul 21.30; kabel yang putus di tiang nomor 14 "
       "ikut diperbaiki."},
      {"Kelurahan Kemijen, Kota Semarang", "33.74.03.1001", "genangan",
       "Rob masuk ke rumah warga setiap sore karena pompa di Kali Banger tidak menyala.",
       "kantor gabungan: urusan air ada di dinas pekerjaan umum",
       "a merged office: water is part of public works", Course::kAnswered, COMPLAINT, false, false,
       "", "agus", routing::v1::DONE,
       "Panel listrik pompa Kali Banger sudah diganti dan pompa menyala kembali; genangan surut "
       "malam itu juga."},
      {"Gampong Neusu Jaya, Kota Banda Aceh", "11.71.01.2002", "ktp-el",
       "Sudah empat bulan KTP elektronik saya belum dicetak, padahal perlu untuk mengurus BPJS.",
       "layanan kota", "a city's service", Course::kAnswered, COMPLAINT, false, false, "", "cut",
       routing::v1::DONE,
       "KTP elektronik Anda sudah dicetak dan dapat diambil di loket 3 pada hari kerja pukul "
       "08.00-15.00 dengan membawa surat keterangan."},
      {"Kelurahan Entrop, Kota Jayapura", "91.71.02.1005", "imunisasi",
       "Di mana dan kapan imunisasi campak untuk anak usia sembilan bulan?", "permintaan informasi",
       "an information request", Course::kAnswered, INFORMATION_REQUEST, false, false, "", "yohana",
       routing::v1::ANSWERED,
       "Imunisasi campak-rubela gratis di puskesmas terdekat setiap Selasa dan Kamis pukul "
       "08.00-11.00; bawa buku KIA."},
      {"Kelurahan Kalampangan, Kota Palangkaraya", "62.71.04.1002", "kebakaran-hutan",
       "Api di lahan gambut belakang Jalan Mahir Mahar, asap mulai masuk ke permukiman.",
       "darurat: dihitung sepanjang waktu, bukan hari kerja",
       "an emergency: counted around the clock, not in working days", Course::kAnswered, COMPLAINT,
       false, false, "", "dina", routing::v1::DONE,
       "Regu gabungan memadamkan api seluas dua hektare pukul 04.10; sumur bor disiagakan sampai "
       "bara di gambut padam."},
      {"Kelurahan Kalirungkut, Kota Surabaya", "35.78.03.1001", "bpjs-kesehatan",
       "Apakah tunggakan iuran BPJS Kesehatan mandiri saya bisa dihapus?",
       "langsung ke badan nasional; dijawab tidak dapat, dengan dasar hukum",
       "straight to a national body; answered with a no and its legal basis", Course::kAnswered,
       INFORMATION_REQUEST, false, false, "", "hendra", routing::v1::CANNOT,
       "Tunggakan tidak dapat dihapus, tetapi dapat dicicil lewat program REHAB di aplikasi Mobile "
       "JKN.",
       "Perpres 64/2020 Pasal 42"},
      AtPoint({"Sukahaji, Kota Bandung (titik GPS)", "", "sampah",
               "Sampah di TPS Sukahaji tidak diangkut sejak sepekan, bau dan lalat sampai ke "
               "sekolah.",
               "hanya titik GPS; dibiarkan sampai naik jenjang, baru dijawab",
               "a GPS point only; left alone until it climbs, then answered", Course::kAnsweredLate,
               COMPLAINT, false, false, "", "asep", routing::v1::DONE,
               "Mohon maaf terlambat. TPS Sukahaji sudah dikosongkan dengan dua truk, dan jadwal "
               "angkut kembali setiap hari."},
              {-6.927423, 107.583961}),
  };
}

std::vector<Story> IgnoredStories() {
  return {
      AtPoint({"Pacul, Kabupaten Bojonegoro (titik GPS)", "", "",
               "Pohon besar melintang di jalan dekat balai desa. Kami tidak tahu ini urusan siapa.",
               "tanpa kategori, hanya titik GPS: desanya yang memeriksa dan meneruskan",
               "no category, only a GPS point: its village verifies and passes on"},
              {-7.176607, 111.874796}),
      {"Desa Kauman, Kabupaten Bojonegoro", "35.22.15.2008", "layanan-kelurahan",
       "Kepala desa sulit ditemui pada jam layanan; surat keterangan usaha saya tertunda dua "
       "minggu.",
       "tentang kepala desa: tidak pernah ke desa itu sendiri",
       "about a village head: never to that village itself", Course::kIgnored, COMPLAINT, false,
       false, "35.22.15.2008"},
      {"Kelurahan Senen, Jakarta Pusat", "31.71.04.1001", "pungutan-liar",
       "Diminta lima puluh ribu untuk surat yang semestinya gratis. Tolong jangan sampai ketahuan.",
       "rahasia; di Jakarta inspektorat hanya ada di provinsi",
       "confidential; Jakarta has its inspektorat at the province only", Course::kIgnored,
       COMPLAINT, false, true},
      {"(tanpa lokasi)", "", "angkutan-umum",
       "Bus antarkota semalam dikemudikan ugal-ugalan. Saya tidak tahu sedang di daerah mana.",
       "tanpa lokasi: menunggu disposisi Admin Nasional",
       "no location: waits for dispatch by Admin Nasional"},
  };
}

}  // namespace

const std::vector<Story>& Stories() {
  static const std::vector<Story>& stories = *[] {
    auto* all = new std::vector<Story>(WatchedStories());
    for (const Story& story : AnsweredStories()) all->push_back(story);
    for (const Story& story : IgnoredStories()) all->push_back(story);
    return all;
  }();
  return stories;
}

intake::v1::FileComplaintRequest FilingOf(const Story& story, std::string_view request_id) {
  intake::v1::FileComplaintRequest request;
  request.set_request_id(std::string(request_id));
  request.set_class_(story.complaint_class);
  request.set_category_code(std::string(story.category));
  request.set_text(std::string(story.text));
  request.set_channel(intake::v1::MOBILE_APP);
  request.mutable_reporter()->set_partner_reporter_id("salurctl-demo");
  request.set_anonymous(story.anonymous);
  request.set_confidential(story.confidential);
  request.set_about_unit_id(std::string(story.about_unit));
  if (!story.region.empty()) {
    request.mutable_location()->set_region_code(std::string(story.region));
  }
  if (story.point.has_value()) {
    common::v1::Point& point = *request.mutable_location()->mutable_point();
    point.set_latitude(story.point->latitude);
    point.set_longitude(story.point->longitude);
  }
  return request;
}

routing::v1::PreviewRouteRequest PreviewOf(const Story& story) {
  routing::v1::PreviewRouteRequest request;
  request.set_category_code(std::string(story.category));
  request.set_region_code(std::string(story.region));
  if (story.point.has_value()) {
    request.mutable_point()->set_latitude(story.point->latitude);
    request.mutable_point()->set_longitude(story.point->longitude);
  }
  request.set_class_(story.complaint_class);
  request.set_confidential(story.confidential);
  request.set_about_unit_id(std::string(story.about_unit));
  return request;
}

}  // namespace salur::cli
