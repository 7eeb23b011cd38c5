// Ranks over Boost.MPI: the library backstock_mpi, the only place that knows MPI.

#include "tools/cluster/ranks.hpp"

#include <boost/mpi/collectives/broadcast.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <boost/serialization/string.hpp>

namespace backstock {
namespace {

class MpiRanks : public Ranks {
public:
    int rank() const override { return world_.rank(); }
    int size() const override { return world_.size(); }
    void broadcast(std::string& text) override { boost::mpi::broadcast(world_, text, 0); }
    void send(int to, const std::string& text) override { world_.send(to, tag, text); }
    std::optional<Message> receive() override {
        const auto status = world_.iprobe(boost::mpi::any_source, tag);
        if (!status) return std::nullopt;
        Message message{status->source(), {}};
        world_.recv(message.from, tag, message.text);
        return message;
    }

private:
    static constexpr int tag = 1;
    boost::mpi::environment environment_{boost::mpi::threading::funneled, false};
    boost::mpi::communicator world_;
};

}  // namespace
}  // namespace backstock

extern "C" backstock::Ranks* backstock_join_ranks() { return new backstock::MpiRanks(); }
