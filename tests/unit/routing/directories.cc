#include "tests/unit/routing/directories.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "services/routing/domain/directory_builder.h"
#include "services/routing/inflate.h"

namespace salur::routing::samples {
namespace {

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
    std::abort();
  }
  return *std::move(value);
}

std::string ReadData(const std::string& name) {
  std::string path = SALUR_SOURCE_DIR "/data/";
  path += name;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return Must(InflateIfGzip(content.str()));
}

}  // namespace

DirectoryFiles SmallFiles() {
  DirectoryFiles files;
  files.regions =
      "code,level,kind,parent_code,name,time_zone,postal_code,latitude,longitude\n"
      "31,provinsi,provinsi,,Jakarta,Asia/Jakarta,,,\n"
      "31.71,kabkota,kota,31,Kota Jakarta Pusat,Asia/Jakarta,,,\n"
      "31.71.01,kecamatan,kecamatan,31.71,Gambir,Asia/Jakarta,,,\n"
      "31.71.01.1001,kelurahan_desa,kelurahan,31.71.01,Gambir,Asia/Jakarta,10110,-6.1,106.8\n"
      "31.71.01.1002,kelurahan_desa,kelurahan,31.71.01,Cideng,Asia/Jakarta,10150,-6.2,106.8\n"
      "35,provinsi,provinsi,,Jawa Timur,Asia/Jakarta,,,\n"
      "35.78,kabkota,kota,35,Kota Surabaya,Asia/Jakarta,,,\n"
      "35.78.01,kecamatan,kecamatan,35.78,Karang Pilang,Asia/Jakarta,,,\n"
      "35.78.01.1001,kelurahan_desa,kelurahan,35.78.01,Waru Gunung,Asia/Jakarta,,,\n"
      "35.78.01.2001,kelurahan_desa,desa,35.78.01,Kedurus,Asia/Jakarta,,,\n"
      "91,provinsi,provinsi,,Papua,Asia/Jayapura,,,\n"
      "91.71,kabkota,kota,91,Kota Jayapura,Asia/Jayapura,,,\n"
      "91.71.01,kecamatan,kecamatan,91.71,Jayapura Utara,Asia/Jayapura,,,\n"
      "91.71.01.1001,kelurahan_desa,kelurahan,91.71.01,Gurabesi,Asia/Jayapura,,,\n";
  files.agency_kinds =
      "code,line,authority,kabkota_name,provinsi_name,national_name,national_short\n"
      "perhubungan,head,daerah,Dinas Perhubungan,Dinas Perhubungan,Kementerian Perhubungan,KH\n"
      "inspektorat,own,daerah,Inspektorat,Inspektorat,Inspektorat Jenderal,Itjen\n"
      "kehutanan,head,daerah,,Dinas Kehutanan,Kementerian Kehutanan,\n"
      "listrik,own,nasional,,,PT PLN,PLN\n"
      "pupr,head,daerah,Dinas PUPR,Dinas PUPR,\"Kementerian PU, Jalan dan Air\",PU\n"
      "sda,head,daerah,Dinas SDA,Dinas SDA,Ditjen SDA,\n"
      "bina,head,daerah,Dinas Bina,Dinas Bina,,\n";
  files.agency_overrides =
      "kind,region,exists,name,served_by,parent,escalation_parent,source\n"
      "pupr,31.*,yes,Suku Dinas Bina Marga,,{region},pupr:31,x\n"
      "inspektorat,31.*,no,,inspektorat:31,,,x\n"
      "sda,*,no,,pupr:{region},,,x\n"
      "sda,35.78,yes,Dinas Sumber Daya Air,,35.78,35.78,x\n"
      "pupr,35.78,no,,sda:35.78,,,x\n";
  files.categories =
      "code,parent_code,name_id,name_en,default_class,handler,handler_level,calendar,confidential,"
      "needs_supervision,physical,emergency_number\n"
      "transport,,Perhubungan,Transport,complaint,agency:perhubungan,kabkota,working,no,no,no,\n"
      "lampu-jalan,transport,Lampu jalan,Street light,complaint,agency:perhubungan,kabkota,"
      "working,no,no,yes,\n"
      "hutan,,Hutan,Forest,complaint,agency:kehutanan,kabkota,working,no,no,no,\n"
      "listrik,,Listrik,Power,complaint,agency:listrik,national,always,no,no,no,123\n"
      "jalan,,Jalan,Road,complaint,agency:pupr,kabkota,working,no,no,yes,\n"
      "air,,Air,Water,complaint,agency:sda,kabkota,working,no,no,yes,\n"
      "pungli,,Pungutan liar,Bribes,complaint,agency:inspektorat,kabkota,working,yes,yes,no,\n"
      "kelurahan,,Layanan,Village service,complaint,region,kelurahan_desa,working,no,no,no,\n"
      "usulan,,Usulan,Proposal,aspiration,region,kecamatan,working,no,no,no,\n";
  return files;
}

DirectoryFiles RealFiles() {
  DirectoryFiles files;
  files.regions = ReadData("regions.csv.gz");
  files.agency_kinds = ReadData("agency_kinds.csv");
  files.agency_overrides = ReadData("agency_overrides.csv");
  files.categories = ReadData("categories.csv");
  return files;
}

std::string RealRules() { return ReadData("routing_rules.csv"); }

DirectoryData BuildData(const DirectoryFiles& files, bool staffed) {
  return Must(BuildDirectory(Must(ParseDirectorySource(files)), {staffed}));
}

std::shared_ptr<const Directory> MakeDirectory(const DirectoryData& data, std::int64_t version) {
  return Must(Directory::Create(data, version));
}

std::shared_ptr<const Directory> SmallDirectory() { return MakeDirectory(BuildData(SmallFiles())); }

std::shared_ptr<const Directory> RealDirectory() {
  static const std::shared_ptr<const Directory> directory = MakeDirectory(BuildData(RealFiles()));
  return directory;
}

UnitRow& Row(DirectoryData& data, std::string_view id) {
  for (UnitRow& row : data.units) {
    if (row.id == id) return row;
  }
  std::fprintf(stderr, "no unit %s\n", std::string(id).c_str());
  std::abort();
}

std::shared_ptr<const RuleSet> MakeRules(std::shared_ptr<const Directory> directory,
                                         const std::vector<RuleRow>& rows) {
  return Must(RuleSet::Create(rows, std::move(directory), 1, RuleSet::Strictness::kNew));
}

}  // namespace salur::routing::samples
